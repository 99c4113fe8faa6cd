// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/connector.h"
#include "core/registry/transport.h"

#include <deque>
#include <memory>

namespace cordon::test {

using namespace Qt::StringLiterals;

/// A transport that answers from a script and keeps what was asked.
class FakeTransport : public Transport {
public:
    struct Log {
        std::vector<HttpRequest> requests;
        std::vector<QByteArray> cookies; ///< as set; empty: cleared
    };

    FakeTransport(std::deque<HttpAnswer> answers, std::shared_ptr<Log> log)
        : m_answers(std::move(answers)), m_log(std::move(log))
    {
    }
    HttpAnswer exchange(const HttpRequest& request, std::stop_token) override
    {
        m_log->requests.push_back(request);
        if (m_answers.empty())
            return {};
        const HttpAnswer answer = m_answers.front();
        m_answers.pop_front();
        return answer;
    }
    QString origin() const override { return u"https://pypi.test"_s; }
    void setCookie(const QByteArray& name, const QByteArray& value) override
    {
        m_log->cookies.push_back(name + '=' + value);
    }
    void clearCookies() override { m_log->cookies.push_back({}); }

private:
    std::deque<HttpAnswer> m_answers;
    std::shared_ptr<Log> m_log;
};

inline HttpAnswer answer(int status, const QByteArray& body = {}, const QByteArray& location = {})
{
    HttpAnswer made;
    made.state = ExchangeState::Complete;
    made.status = status;
    made.body = body;
    made.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
    if (!location.isEmpty())
        made.headers.emplace_back("Location", location);
    return made;
}

inline HttpAnswer lost(ExchangeState state)
{
    HttpAnswer made;
    made.state = state;
    made.trouble = u"It broke."_s;
    return made;
}

inline QByteArray admin(const QByteArray& content, const QByteArray& heading = "Page",
                        const QByteArray& signedIn = "moddy")
{
    return "<form id='logout'><input name='csrf_token' value='tok'></form><div class='user-panel'><p class='info'>" +
           signedIn + "</p></div><h1>" + heading + "</h1>" + content;
}

inline QByteArray userPage(const QByteArray& name, bool frozen = false, const QByteArray& shown = "Somebody")
{
    QByteArray flags;
    for (const char* each : {"is_active", "is_superuser", "is_support", "is_moderator", "is_psf_staff", "is_observer",
                             "prohibit_password_reset", "hide_avatar"})
        flags += QByteArray("<input type='checkbox' name='") + each + "'" +
                 (qstrcmp(each, "is_active") == 0 ? " checked>" : ">");
    return admin("<h3 class='widget-user-username'><a>" + name +
                 "</a></h3><form><input id='user-name' name='name' value='" + shown + "'>" + flags +
                 "<input type='checkbox' name='is_frozen' id='is-frozen'" + (frozen ? " checked>" : ">") + "</form>");
}

inline QByteArray projectPage(const QByteArray& name, bool quarantined, const QByteArray& journal = {})
{
    return admin(QByteArray(quarantined ? "<div class='card card-danger'><h3>Quarantined</h3></div>" : "") +
                     "<div id='maintainers'><table><tr><th>Username</th><th>Role</th></tr></table></div>"
                     "<div id='journals'><table><tr><th>Date</th><th>Submitted by</th><th>Action</th></tr>" +
                     journal + "</table></div>",
                 name);
}

inline QByteArray journalRow(const QByteArray& date, const QByteArray& by, const QByteArray& action)
{
    return "<tr><td>" + date + "</td><td>" + by + "</td><td>" + action + "</td></tr>";
}

inline const QByteArray kLogin =
    "<form id='login-form'><input name='csrf_token' value='a'><input name='password'></form>";
inline const QByteArray kTotp =
    "<form id='totp-auth-form'><input name='csrf_token' value='a'><input name='totp_value'></form>";
inline const QByteArray kWrongCode = "<form id='totp-auth-form'><input name='totp_value'>"
                                     "<ul id='totp-errors'><li>Invalid TOTP code.</li></ul></form>";

inline const Credentials kPassword{u"moddy"_s, u"word"_s, u"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"_s, {}};

} // namespace cordon::test
