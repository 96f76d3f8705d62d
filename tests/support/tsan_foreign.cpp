// SPDX-License-Identifier: Apache-2.0
// What ThreadSanitizer cannot see into: GLib makes its mutexes of futexes and is not instrumented,
// so that the emulated USB's own thread (umockdev's) seems to race with whoever called it.
// Ours stays watched: only what those libraries call is left out.
// Source: https://github.com/google/sanitizers/wiki/ThreadSanitizerSuppressions

extern "C" const char* __tsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)

// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" const char* __tsan_default_suppressions() {
    return "called_from_lib:libglib-2.0.so\n"
           "called_from_lib:libgobject-2.0.so\n"
           "called_from_lib:libgio-2.0.so\n"
           "called_from_lib:libumockdev.so\n";
}
