// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>
#include <vector>

namespace cordon::simulator {

/// At most `count` failures in `window`.
struct FailureLimit {
    int count;
    std::chrono::seconds window;
};

/// Counts failures by a key (a user, an address) against several windows at once.
class FailureCounter {
public:
    explicit FailureCounter(std::vector<FailureLimit> limits) : m_limits(std::move(limits)) {}

    void hit(const QString& key, Instant now);
    void forget(const QString& key) { m_failures.remove(key); }
    /// How long until another try is heard; nothing where it is heard now.
    [[nodiscard]] std::optional<std::chrono::seconds> lockedFor(const QString& key, Instant now) const;

private:
    std::vector<FailureLimit> m_limits;
    QHash<QString, std::vector<Instant>> m_failures;
};

/// What an account needs to log in, beside its row.
struct LoginSecrets {
    QString password;
    QByteArray totpSecret;
    QString lastCode;                 ///< a code works once
    QSet<QString> confirmedAddresses; ///< client addresses that the person confirmed by mail
};

/// Who may log in, and the limits of warehouse-contract.md 1.8.
struct LoginGuard {
    QHash<QString, LoginSecrets> secrets; ///< by folded name; everybody else's password never fits
    FailureCounter passwordByUser{{{10, std::chrono::minutes(5)}}};
    FailureCounter passwordByAddress{{{10, std::chrono::minutes(5)}}};
    FailureCounter codeByUser{
        {{5, std::chrono::minutes(5)}, {20, std::chrono::hours(1)}, {50, std::chrono::hours(24)}}};
    FailureCounter codeByAddress{{{10, std::chrono::minutes(5)}, {50, std::chrono::hours(1)}}};

    enum class Code { Right, Wrong, Locked };
    struct CodeAnswer {
        Code code = Code::Wrong;
        std::chrono::seconds retryAfter{0};
    };
    /// Checks and, where it is right, uses up a code.
    [[nodiscard]] CodeAnswer checkCode(const QString& user, const QString& code, const QString& address, Instant now);
    enum class Password { Right, Wrong, Locked };
    [[nodiscard]] Password checkPassword(const QString& user, const QString& password, const QString& address,
                                         Instant now);
};

} // namespace cordon::simulator
