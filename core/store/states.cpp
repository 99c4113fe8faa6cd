// SPDX-License-Identifier: Apache-2.0
#include "core/store/journal_store.h"

namespace cordon {

QString word(StepState state)
{
    switch (state) {
    case StepState::Planned:
        return QStringLiteral("PLANNED");
    case StepState::Intent:
        return QStringLiteral("INTENT");
    case StepState::Accepted:
        return QStringLiteral("ACCEPTED");
    case StepState::Throttled:
        return QStringLiteral("THROTTLED");
    case StepState::Unknown:
        return QStringLiteral("UNKNOWN");
    case StepState::Done:
        return QStringLiteral("DONE");
    case StepState::Confirmed:
        return QStringLiteral("CONFIRMED");
    case StepState::Already:
        return QStringLiteral("ALREADY");
    case StepState::DoneByOther:
        return QStringLiteral("DONE_BY_OTHER");
    case StepState::Stale:
        return QStringLiteral("STALE");
    case StepState::Rejected:
        return QStringLiteral("REJECTED");
    case StepState::Parked:
        return QStringLiteral("PARKED");
    case StepState::Cancelled:
        return QStringLiteral("CANCELLED");
    }
    return {};
}

bool isTerminal(StepState state) noexcept
{
    switch (state) {
    case StepState::Planned:
    case StepState::Intent:
    case StepState::Accepted:
    case StepState::Throttled:
    case StepState::Unknown:
        return false;
    case StepState::Done:
    case StepState::Confirmed:
    case StepState::Already:
    case StepState::DoneByOther:
    case StepState::Stale:
    case StepState::Rejected:
    case StepState::Parked: // nothing more happens to it without a person
    case StepState::Cancelled:
        break;
    }
    return true;
}

QString word(RunState state)
{
    switch (state) {
    case RunState::Running:
        return QStringLiteral("running");
    case RunState::Paused:
        return QStringLiteral("paused");
    case RunState::Finished:
        return QStringLiteral("finished");
    case RunState::Cancelled:
        return QStringLiteral("cancelled");
    }
    return {};
}

} // namespace cordon
