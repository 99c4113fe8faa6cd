// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/site.h"

#include "app/simulator/router.h"
#include "core/domain/names.h"

namespace cordon::simulator {

Site::Site(Registry seeded, LoginGuard known, Clock clock, EffectSink effects)
    : registry(std::move(seeded)), guard(std::move(known)), m_clock(std::move(clock)), m_effects(std::move(effects))
{
}

Answer Site::handle(const Request& request)
{
    const std::scoped_lock lock(m_mutex);
    const qsizetype question = request.target.indexOf('?');
    Exchange exchange(request, m_clock());
    exchange.path = question < 0 ? request.target : request.target.left(question);
    exchange.rawQuery = question < 0 ? QByteArray() : request.target.mid(question + 1);
    exchange.query = Form::parse(exchange.rawQuery);
    if (request.header("Content-Type").startsWith("application/x-www-form-urlencoded")) {
        exchange.form = Form::parse(request.body);
    }
    exchange.session = sessions.find(request.cookie("session_id"), exchange.now);
    return answer(exchange);
}

Answer Site::answer(Exchange& exchange)
{
    Answer answer = route(*this, exchange);
    if (exchange.writeSession && exchange.session) {
        QByteArray cookie = "session_id=";
        cookie += sessions.write(*exchange.session, exchange.now);
        cookie += "; Path=/; HttpOnly; SameSite=lax";
        answer.headers.emplace_back("Set-Cookie", cookie);
    }
    answer.headers.insert(answer.headers.end(), exchange.cookies.begin(), exchange.cookies.end());
    return answer;
}

QByteArray Site::openSession(const QString& username)
{
    const std::scoped_lock lock(m_mutex);
    const Instant now = m_clock();
    return sessions.write(sessions.open(foldedUser(username), now), now);
}

QByteArray Site::state() const
{
    const std::scoped_lock lock(m_mutex);
    return stateJson(registry);
}

std::vector<Mail> Site::takeMails()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(mails, {});
}

bool Site::tell(const Exchange& exchange, const Effects& effects)
{
    return effects.empty() || !m_effects || m_effects(exchange.now, exchange.actor->username, exchange.path, effects);
}

} // namespace cordon::simulator
