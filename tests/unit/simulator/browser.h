// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/exchange.h"

#include <QRegularExpression>
#include <QUrl>

#include <functional>

namespace cordon::test {

/// A person with one session: keeps the newest cookie and the token of the last page that had one.
class Browser {
public:
    using Send = std::function<simulator::Answer(const simulator::Request&)>;

    explicit Browser(Send send, QByteArray cookie = {}) : m_send(std::move(send)), m_cookie(std::move(cookie)) {}

    QByteArray accept; ///< sent where it is not empty

    simulator::Answer get(const QByteArray& target) { return send("GET", target, {}); }
    /// Sends the fields with the session's token.
    simulator::Answer post(const QByteArray& target, QList<std::pair<QByteArray, QByteArray>> fields = {})
    {
        fields.prepend({"csrf_token", token});
        return postRaw(target, fields);
    }
    simulator::Answer postRaw(const QByteArray& target, const QList<std::pair<QByteArray, QByteArray>>& fields)
    {
        QByteArray body;
        for (const auto& field : fields) {
            body += body.isEmpty() ? "" : "&";
            body += field.first.toPercentEncoding() + '=' + field.second.toPercentEncoding();
        }
        return send("POST", target, body);
    }

    simulator::Answer send(const QByteArray& method, const QByteArray& target, const QByteArray& body)
    {
        simulator::Request request;
        request.method = method;
        request.target = target;
        request.body = body;
        request.remoteAddress = remoteAddress;
        request.headers = {{"Host", "registry.test"}};
        if (method == "POST") {
            request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!m_cookie.isEmpty()) {
            request.headers.emplace_back("Cookie", "other=1; session_id=" + m_cookie);
        }
        if (!accept.isEmpty()) {
            request.headers.emplace_back("Accept", accept);
        }
        const simulator::Answer answer = m_send(request);
        remember(answer);
        return answer;
    }

    QByteArray token;
    QString remoteAddress = QStringLiteral("127.0.0.1");
    [[nodiscard]] const QByteArray& cookie() const { return m_cookie; }

private:
    void remember(const simulator::Answer& answer)
    {
        for (const auto& header : answer.headers) {
            if (header.first == "Set-Cookie" && header.second.startsWith("session_id=")) {
                m_cookie = header.second.mid(11).split(';').value(0);
            }
        }
        static const QRegularExpression field(QStringLiteral("name=\"csrf_token\" type=\"hidden\" value=\"([^\"]+)\""));
        if (const auto found = field.match(QString::fromUtf8(answer.body)); found.hasMatch()) {
            token = found.captured(1).toLatin1();
        }
    }

    Send m_send;
    QByteArray m_cookie;
};

inline QByteArray headerOf(const simulator::Answer& answer, const QByteArray& name)
{
    for (const auto& header : answer.headers) {
        if (header.first.compare(name, Qt::CaseInsensitive) == 0) {
            return header.second;
        }
    }
    return {};
}

/// Path and query of a redirect.
inline QByteArray placeOf(const simulator::Answer& answer)
{
    return QUrl::fromEncoded(headerOf(answer, "Location")).toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
}

/// "danger: text" of each alert on an admin page, in order.
inline QStringList alertsOn(const simulator::Answer& answer)
{
    static const QRegularExpression alert(
        QStringLiteral("<div class=\"alert alert-(\\w+) alert-dismissible\"><button.*?</button>(.*?)</div>"),
        QRegularExpression::DotMatchesEverythingOption);
    QStringList alerts;
    auto found = alert.globalMatch(QString::fromUtf8(answer.body));
    while (found.hasNext()) {
        const auto one = found.next();
        alerts += one.captured(1) + QStringLiteral(": ") + one.captured(2);
    }
    return alerts;
}

/// What the input of that id is: its whole tag.
inline QString tagOf(const simulator::Answer& answer, const QString& id)
{
    const QRegularExpression tag(QStringLiteral("<input[^>]*id=\"%1\"[^>]*>").arg(QRegularExpression::escape(id)));
    return tag.match(QString::fromUtf8(answer.body)).captured();
}

} // namespace cordon::test
