//! What the lists say of their words, as types.

/// What may stand beside a word in its list.
pub trait Entry: Sized {
    /// Reads what stands behind the tab; None for what the list's header does not explain.
    fn read(value: &'static str) -> Option<Self>;
}

/// Nothing stands there: the word is in the list, or is not.
impl Entry for () {
    fn read(value: &'static str) -> Option<Self> {
        value.is_empty().then_some(())
    }
}

/// Words or a code of their own right: the country, the full name, the offset from UTC.
impl Entry for &'static str {
    fn read(value: &'static str) -> Option<Self> {
        Some(value)
    }
}

/// Types whose values have a word each.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$own:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$own])* $variant,)+
        }

        impl $name {
            /// Its word in the list.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl Entry for $name {
            fn read(value: &'static str) -> Option<Self> {
                match value {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

pub(super) use words;
