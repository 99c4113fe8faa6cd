// SPDX-License-Identifier: Apache-2.0
#include "core/registry/connector.h"

using namespace Qt::StringLiterals;

namespace cordon {

QString word(SendClass result)
{
    switch (result) {
    case SendClass::Accepted:
        return u"accepted"_s;
    case SendClass::Throttled:
        return u"throttled"_s;
    case SendClass::Rejected:
        return u"rejected"_s;
    case SendClass::Unknown:
        return u"unknown"_s;
    case SendClass::AuthLost:
        return u"auth-lost"_s;
    case SendClass::NotSent:
        return u"not-sent"_s;
    }
    return {};
}

QString targetState(Verb verb)
{
    switch (verb) {
    case Verb::Quarantine:
        return u"quarantine-enter"_s;
    case Verb::Clear:
        return u"quarantine-exit"_s;
    case Verb::Ban:
        return u"frozen"_s;
    case Verb::Reinstate:
        return u"active"_s;
    case Verb::Prohibit:
        return u"prohibited"_s;
    case Verb::Permit:
        return u"permitted"_s;
    case Verb::Remove:
        return u"removed"_s;
    case Verb::Dismiss:
        break;
    }
    return {};
}

bool isInTargetState(Verb verb, QStringView state)
{
    // Clearing an archived project would take it out of the archive, and no quarantine is there to end.
    if (verb == Verb::Clear)
        return state == u"quarantine-exit" || state == u"active" || state == u"archived";
    // Dismissing is a decision of ours: there is nothing to bring about at the registry.
    return verb == Verb::Dismiss || state == targetState(verb);
}

} // namespace cordon
