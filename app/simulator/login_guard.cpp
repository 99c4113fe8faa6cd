// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/login_guard.h"

#include "app/simulator/totp.h"

#include <algorithm>

namespace cordon::simulator {

void FailureCounter::hit(const QString& key, Instant now)
{
    std::vector<Instant>& times = m_failures[key];
    const auto longest = std::max_element(m_limits.begin(), m_limits.end(), [](const auto& a, const auto& b) {
                             return a.window < b.window;
                         })->window;
    std::erase_if(times, [&](Instant at) { return now - at > longest; });
    times.push_back(now);
}

std::optional<std::chrono::seconds> FailureCounter::lockedFor(const QString& key, Instant now) const
{
    const auto found = m_failures.constFind(key);
    if (found == m_failures.constEnd()) {
        return std::nullopt;
    }
    for (const FailureLimit& limit : m_limits) {
        const auto recent =
            std::count_if(found->begin(), found->end(), [&](Instant at) { return now - at <= limit.window; });
        if (recent >= limit.count) {
            const Instant decisive = (*found)[found->size() - static_cast<std::size_t>(limit.count)];
            return std::chrono::ceil<std::chrono::seconds>(decisive + limit.window - now);
        }
    }
    return std::nullopt;
}

LoginGuard::Password LoginGuard::checkPassword(const QString& user, const QString& password, const QString& address,
                                               Instant now)
{
    if (passwordByUser.lockedFor(user, now) || passwordByAddress.lockedFor(address, now)) {
        return Password::Locked;
    }
    const auto known = secrets.constFind(user);
    if (known == secrets.constEnd() || known->password.isEmpty() || known->password != password) {
        passwordByUser.hit(user, now);
        passwordByAddress.hit(address, now);
        return Password::Wrong;
    }
    return Password::Right;
}

LoginGuard::CodeAnswer LoginGuard::checkCode(const QString& user, const QString& code, const QString& address,
                                             Instant now)
{
    const auto byUser = codeByUser.lockedFor(user, now);
    const auto byAddress = codeByAddress.lockedFor(address, now);
    if (byUser || byAddress) {
        return {Code::Locked,
                std::max(byUser.value_or(std::chrono::seconds(0)), byAddress.value_or(std::chrono::seconds(0)))};
    }
    const auto known = secrets.find(user);
    if (known == secrets.end() || code == known->lastCode || !totpMatches(known->totpSecret, code, now)) {
        codeByUser.hit(user, now);
        codeByAddress.hit(address, now);
        return {Code::Wrong, {}};
    }
    known->lastCode = code;
    return {Code::Right, {}};
}

} // namespace cordon::simulator
