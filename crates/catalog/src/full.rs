//! What only the full build has.
//!
//! The core, which a first visit loads, has no relations, storage servers, foreign catalogs and volumes. There
//! these kinds of objects have no values: the compiler leaves out whatever would deal with one.

#[cfg(feature = "full")]
mod kind {
    use std::ops::{Deref, DerefMut};

    /// A value that there is in the full build only.
    #[derive(Clone, Debug)]
    pub(crate) struct OnlyInFull<T>(T);

    impl<T> OnlyInFull<T> {
        /// The value; `None` in the core.
        pub(crate) fn new(value: T) -> Option<OnlyInFull<T>> {
            Some(OnlyInFull(value))
        }
    }

    impl<T> Deref for OnlyInFull<T> {
        type Target = T;

        fn deref(&self) -> &T {
            &self.0
        }
    }

    impl<T> DerefMut for OnlyInFull<T> {
        fn deref_mut(&mut self) -> &mut T {
            &mut self.0
        }
    }
}

#[cfg(not(feature = "full"))]
mod kind {
    use std::convert::Infallible;
    use std::marker::PhantomData;
    use std::ops::{Deref, DerefMut};

    /// A value that there is in the full build only.
    #[derive(Clone, Debug)]
    pub(crate) struct OnlyInFull<T>(Infallible, PhantomData<T>);

    impl<T> OnlyInFull<T> {
        /// The value; `None` in the core.
        pub(crate) fn new(_: T) -> Option<OnlyInFull<T>> {
            None
        }
    }

    impl<T> Deref for OnlyInFull<T> {
        type Target = T;

        fn deref(&self) -> &T {
            match self.0 {}
        }
    }

    impl<T> DerefMut for OnlyInFull<T> {
        fn deref_mut(&mut self) -> &mut T {
            match self.0 {}
        }
    }
}

pub(crate) use kind::OnlyInFull;
