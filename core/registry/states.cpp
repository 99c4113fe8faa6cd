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

bool isInTargetState(Verb verb, QStringView state)
{
    // Clearing an archived project would take it out of the archive, and no quarantine is there to end.
    if (verb == Verb::Clear)
        return state == u"quarantine-exit" || state == u"active" || state == u"archived";
    // Dismissing is a decision of ours: there is nothing to bring about at the registry.
    return verb == Verb::Dismiss || state == targetState(verb);
}

} // namespace cordon
