// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/journal_store.h"

#include <optional>

namespace cordon {

/// What can happen to a step.
enum class StepEvent {
    SeenInTarget, ///< the read before: nothing to do
    SeenChanged,  ///< the read before: not what was planned
    Begin,        ///< about to be sent
    Accepted,     ///< the answer looked right
    Throttled,    ///< refused before execution
    Rejected,     ///< refused for good
    Unsure,       ///< no answer that can be trusted, a crash, a read that failed
    NotSent,      ///< the registry has not seen the request
    ReadOurs,     ///< read in the target state, by us as far as anybody can tell
    ReadOthers,   ///< read in the target state, brought there by somebody else
    ReadNot,      ///< read, and not in the target state
    GiveUp,       ///< the last attempt is spent, or the subject is no longer the one that was meant
    WaitOver,     ///< the registry may be asked again
    Cancel,
};

/// The table of security.md 3.3: where a step goes from `state`, nothing where the event cannot
/// happen there. Pure.
[[nodiscard]] std::optional<StepState> next(StepState state, StepEvent event) noexcept;

/// The row after the event, with nothing left of the state before but attempts, `before` and
/// authorship. The event must be possible.
[[nodiscard]] StepRow advanced(StepRow row, StepEvent event, QString note);

} // namespace cordon
