// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/simulator.h"

#include "app/simulator/effects_log.h"
#include "app/simulator/listener.h"
#include "app/simulator/seed.h"
#include "app/simulator/site.h"
#include "core/domain/visible_text.h"

#include <cstdio>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

/// There is no mail here: what would have been one stands on standard error.
void printMails(Site& site)
{
    for (const Mail& mail : site.takeMails()) {
        const QString line =
            "mail to "_L1 % forLog(mail.to) % ": unrecognized login, open "_L1 % forLog(mail.link) % '\n'_L1;
        std::fputs(line.toUtf8().constData(), stderr);
    }
}

} // namespace

/// In the order of their making: the listener goes first, and with it every request.
struct Simulator::Parts {
    std::unique_ptr<EffectsLog> effects;
    std::unique_ptr<Site> site;
    std::vector<User> users;
    QString url;
    std::unique_ptr<Listener> listener;
};

Simulator::Simulator(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
Simulator::~Simulator() = default;

Result<std::unique_ptr<Simulator>> Simulator::start(const Options& options)
{
    auto seeded = seed(options.data);
    if (!seeded) {
        return tl::unexpected(seeded.error());
    }
    auto parts = std::make_unique<Parts>();
    EffectSink sink;
    if (!options.effects.isEmpty()) {
        auto log = EffectsLog::open(options.effects);
        if (!log) {
            return tl::unexpected(log.error());
        }
        parts->effects = std::move(*log);
        sink = [effects = parts->effects.get()](Instant at, const QString& actor, const QByteArray& route,
                                                const Effects& changes) {
            return effects->write(at, actor, route, changes);
        };
    }
    parts->users = seeded->users;
    parts->site =
        std::make_unique<Site>(std::move(seeded->registry), std::move(seeded->guard), systemNow, std::move(sink));
    const auto handler = [site = parts->site.get()](const Request& request) {
        Answer answer = site->handle(request);
        printMails(*site);
        return answer;
    };
    auto listener = Listener::start(options.listen, handler, options.roundTrip);
    if (!listener) {
        return tl::unexpected(listener.error());
    }
    parts->listener = std::move(*listener);
    parts->url = parts->listener->url();
    if (seeded->rejected > 0) {
        std::fprintf(stderr, "%lld lines of the import files could not be used\n",
                     static_cast<long long>(seeded->rejected));
    }
    return std::unique_ptr<Simulator>(new Simulator(std::move(parts)));
}

QString Simulator::url() const
{
    return m_parts->url;
}

std::vector<User> Simulator::users() const
{
    return m_parts->users;
}

QString Simulator::openSessionCookie()
{
    return QString::fromLatin1(m_parts->site->openSession(m_parts->users.front().username));
}

void Simulator::stop()
{
    m_parts->listener.reset();
}

QByteArray Simulator::state() const
{
    return m_parts->site->state();
}

} // namespace cordon::simulator
