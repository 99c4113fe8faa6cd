// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <tl/expected.hpp>

#include <functional>

namespace cordon {

/// What kind of trouble, and so which exit code (cli.md) and which dialog.
enum class ErrorKind {
    Usage,       ///< the caller asked for something that does not exist or does not fit
    BadInput,    ///< a file, name or text cannot be used; nothing was changed
    Registry,    ///< the registry refused, answered nonsense or cannot be reached
    Integrity,   ///< ledger, journal or schema is not what it was
    NeedsPerson, ///< a log-in, an approval, another program's lock: a person must act
    Cancelled,   ///< stopped on request; what was done before the stop is kept
    Io,          ///< disk, permission, space
};

/// An error in words that can be shown as it is. Texts from outside must already have gone
/// through domain/visible_text.h. Value, any thread.
struct Error {
    ErrorKind kind = ErrorKind::BadInput;
    QString what; ///< what happened, to what
    QString kept; ///< what was kept or left as it was; may be empty
    QString next; ///< what to do now; may be empty

    /// The three parts as one paragraph.
    [[nodiscard]] QString sentence() const;
};

template<class T>
using Result = tl::expected<T, Error>;
using Done = Result<void>;

/// `return failure(ErrorKind::Io, "...")` in any function that returns a Result.
[[nodiscard]] tl::unexpected<Error> failure(ErrorKind kind, QString what, QString kept = {}, QString next = {});

/// The exit code of cli.md for an error of this kind.
[[nodiscard]] int exitCode(ErrorKind kind) noexcept;

/// How far a long action is. `total` is 0 while unknown.
struct Progress {
    QString stage; ///< a few words: "reading accounts.csv"
    std::int64_t done = 0;
    std::int64_t total = 0;
};
/// Called on the thread of the action, at most some dozens of times a second.
using ProgressSink = std::function<void(const Progress&)>;

} // namespace cordon
