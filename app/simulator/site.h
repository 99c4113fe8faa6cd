// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/exchange.h"
#include "app/simulator/login_guard.h"
#include "app/simulator/registry.h"
#include "app/simulator/sessions.h"
#include "app/simulator/signer.h"
#include "core/domain/result.h"

#include <functional>
#include <mutex>

namespace cordon::simulator {

/// Where the effects of a transaction go, with who made them by which path. False where they
/// could not be written: the client is told with a 500.
using EffectSink = std::function<bool(Instant at, const QString& actor, const QByteArray& route, const Effects&)>;

/// A mail the registry would have sent.
struct Mail {
    QString to, link;
};

/// The registry's site without a socket: a request in, an answer out. Thread: any; one request at
/// a time goes through, as one transaction.
class Site {
public:
    Site(Registry registry, LoginGuard guard, Clock clock, EffectSink effects);

    [[nodiscard]] Answer handle(const Request& request);

    /// The cookie of a new session of that user, who need not log in.
    [[nodiscard]] QByteArray openSession(const QString& username);
    [[nodiscard]] QByteArray state() const;
    /// Mails since the last call.
    [[nodiscard]] std::vector<Mail> takeMails();

    // For the handlers of the routes, which run under the lock.
    Registry registry;
    LoginGuard guard;
    Signer signer;
    Sessions sessions{signer};
    std::vector<Mail> mails;
    /// Writes the effects of what has just been done.
    [[nodiscard]] bool tell(const Exchange& exchange, const Effects& effects);

private:
    [[nodiscard]] Answer answer(Exchange& exchange);
    mutable std::mutex m_mutex;
    Clock m_clock;
    EffectSink m_effects;
};

} // namespace cordon::simulator
