// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/sessions.h"

namespace cordon::simulator {

namespace {

constexpr QByteArrayView kPurpose("session");
/// Every anonymous look at the log-in page opens a session; beyond this many the dead are swept out.
constexpr std::size_t kSweepAt = 1000;

} // namespace

Session& Sessions::open(const QString& user, Instant now)
{
    if (m_sessions.size() >= kSweepAt) {
        dropExpired(now);
    }
    Session session;
    session.id = randomToken();
    session.csrf = QString::fromLatin1(randomToken());
    session.user = user;
    session.written = now;
    std::string key = session.id.toStdString();
    return m_sessions.insert_or_assign(std::move(key), std::move(session)).first->second;
}

Session* Sessions::find(const QByteArray& cookie, Instant now)
{
    const auto opened = m_signer.open(kPurpose, cookie);
    if (!opened || now - opened->at > kLife) {
        return nullptr;
    }
    const auto at = m_sessions.find(opened->payload.toStdString());
    if (at == m_sessions.end() || now - at->second.written > kLife) {
        return nullptr;
    }
    return &at->second;
}

QByteArray Sessions::write(Session& session, Instant now)
{
    session.written = now;
    return m_signer.sign(kPurpose, session.id, now);
}

void Sessions::close(const QByteArray& id)
{
    m_sessions.erase(id.toStdString());
}

void Sessions::dropExpired(Instant now)
{
    std::erase_if(m_sessions, [now](const auto& entry) { return now - entry.second.written > kLife; });
}

} // namespace cordon::simulator
