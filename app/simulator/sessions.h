// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/signer.h"

#include <QString>

#include <unordered_map>
#include <vector>

namespace cordon::simulator {

struct Flash {
    QString queue; ///< "", "error", "success", and the two that no admin page shows: "info", "warning"
    QString text;
};

struct Session {
    QByteArray id;
    QString csrf;
    QString user; ///< folded name; empty: anonymous
    Instant written{};
    std::vector<Flash> flashes;

    void flash(const QString& queue, const QString& text) { flashes.push_back({queue, text}); }
};

/// The server's sessions: 12 hours since last written, found by a signed cookie no older than that
/// (warehouse-contract.md 1.5).
class Sessions {
public:
    static constexpr std::chrono::hours kLife{12};

    explicit Sessions(const Signer& signer) : m_signer(signer) {}

    /// A new session; `user` empty for an anonymous one.
    Session& open(const QString& user, Instant now);
    /// nullptr for a forged, unknown or expired cookie.
    [[nodiscard]] Session* find(const QByteArray& cookie, Instant now);
    /// The cookie's value as sent with an answer; the session counts as written now.
    [[nodiscard]] QByteArray write(Session& session, Instant now);
    void close(const QByteArray& id);

private:
    void dropExpired(Instant now);

    const Signer& m_signer;
    std::unordered_map<std::string, Session> m_sessions;
};

} // namespace cordon::simulator
