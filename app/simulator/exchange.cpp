// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/exchange.h"

#include <QUrl>

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

/// The Host header goes back into Location: only what a host can be made of may.
bool isHostLike(const QByteArray& host)
{
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':' || c == '[' || c == ']';
    });
}

Answer redirect(int status, const QByteArray& origin, const QByteArray& pathAndQuery)
{
    Answer answer;
    answer.status = status;
    QByteArray location = origin;
    location += pathAndQuery;
    answer.headers.emplace_back("Location", location);
    return answer;
}

} // namespace

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto& field : headers) {
        if (QByteArrayView(field.first).compare(name, Qt::CaseInsensitive) == 0) {
            return field.second;
        }
    }
    return {};
}

QByteArray Request::cookie(QByteArrayView name) const
{
    for (const QByteArray& pair : header("Cookie").split(';')) {
        const QByteArray trimmed = pair.trimmed();
        if (trimmed.startsWith(name) && trimmed.size() > name.size() && trimmed[name.size()] == '=') {
            return trimmed.mid(name.size() + 1);
        }
    }
    return {};
}

void Exchange::flash(const QString& queue, const QString& text)
{
    session->flash(queue, text);
    writeSession = true;
}

QByteArray Exchange::origin() const
{
    const QByteArray host = request.header("Host");
    QByteArray origin = "http://";
    origin += isHostLike(host) ? host : QByteArray("127.0.0.1");
    return origin;
}

Answer Exchange::seeOther(const QByteArray& pathAndQuery) const
{
    return redirect(303, origin(), pathAndQuery);
}

Answer Exchange::movedPermanently(const QByteArray& pathAndQuery) const
{
    return redirect(301, origin(), pathAndQuery);
}

Answer errorPage(int status, const QString& title, const QString& explanation)
{
    const QString heading = QString::number(status) % u' ' % title.toHtmlEscaped();
    const QString page = "<!DOCTYPE html>\n<html><head><title>"_L1 % heading % "</title></head>\n<body><h1>"_L1 %
                         heading % "</h1>\n<p>"_L1 % explanation.toHtmlEscaped() % "</p>\n</body></html>\n"_L1;
    Answer answer;
    answer.status = status;
    answer.body = page.toUtf8();
    return answer;
}

Answer notFound()
{
    return errorPage(404, u"Not Found"_s, u"The resource could not be found."_s);
}

Answer serverError()
{
    // Warehouse's 500 carries no cause; nothing of the request has happened.
    return errorPage(500, u"Internal Server Error"_s, u"The server encountered an unexpected condition."_s);
}

QByteArray segment(const QString& text)
{
    return QUrl::toPercentEncoding(text);
}

bool isSafeNext(const QString& next)
{
    const bool local = next.startsWith(u'/') && !next.startsWith("//"_L1) && !next.contains(u'\\');
    return local && std::none_of(next.begin(), next.end(), [](QChar c) { return c.unicode() < 0x20; });
}

} // namespace cordon::simulator
