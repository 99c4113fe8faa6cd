// SPDX-License-Identifier: Apache-2.0
#include "core/run/step_machine.h"

#include <array>
#include <utility>

namespace cordon {

namespace {

struct Arrow {
    StepState from;
    StepEvent event;
    StepState to;
};

constexpr std::array kArrows{
    Arrow{StepState::Planned, StepEvent::SeenInTarget, StepState::Already},
    Arrow{StepState::Planned, StepEvent::SeenChanged, StepState::Stale},
    Arrow{StepState::Planned, StepEvent::Begin, StepState::Intent},
    Arrow{StepState::Planned, StepEvent::Cancel, StepState::Cancelled},

    Arrow{StepState::Intent, StepEvent::Accepted, StepState::Accepted},
    Arrow{StepState::Intent, StepEvent::Throttled, StepState::Throttled},
    Arrow{StepState::Intent, StepEvent::Rejected, StepState::Rejected},
    Arrow{StepState::Intent, StepEvent::Unsure, StepState::Unknown},
    Arrow{StepState::Intent, StepEvent::NotSent, StepState::Planned},
    Arrow{StepState::Intent, StepEvent::GiveUp, StepState::Parked},

    Arrow{StepState::Accepted, StepEvent::ReadOurs, StepState::Done},
    Arrow{StepState::Accepted, StepEvent::ReadOthers, StepState::DoneByOther},
    Arrow{StepState::Accepted, StepEvent::ReadNot, StepState::Unknown},
    Arrow{StepState::Accepted, StepEvent::Unsure, StepState::Unknown},

    Arrow{StepState::Throttled, StepEvent::WaitOver, StepState::Planned},
    Arrow{StepState::Throttled, StepEvent::Cancel, StepState::Cancelled},

    Arrow{StepState::Unknown, StepEvent::ReadOurs, StepState::Done},
    Arrow{StepState::Unknown, StepEvent::ReadOthers, StepState::DoneByOther},
    Arrow{StepState::Unknown, StepEvent::ReadNot, StepState::Planned},
    Arrow{StepState::Unknown, StepEvent::GiveUp, StepState::Parked},

    Arrow{StepState::Done, StepEvent::ReadOurs, StepState::Confirmed},
};

} // namespace

std::optional<StepState> next(StepState state, StepEvent event) noexcept
{
    for (const Arrow& arrow : kArrows) {
        if (arrow.from == state && arrow.event == event) {
            return arrow.to;
        }
    }
    return std::nullopt;
}

StepRow advanced(StepRow row, StepEvent event, QString note)
{
    const std::optional<StepState> to = next(row.state, event);
    Q_ASSERT_X(to, "advanced", "a step cannot go that way");
    row.state = to.value_or(row.state);
    row.notBefore.reset();
    row.note = std::move(note);
    return row;
}

} // namespace cordon
