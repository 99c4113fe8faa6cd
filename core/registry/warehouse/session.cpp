// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/session.h"

#include "core/domain/visible_text.h"

#include <QNetworkCookie>

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

constexpr std::chrono::seconds kReadDeadline{30};
/// Above the registry's own 60 s, so that giving up first is rare (security.md 3.4).
constexpr std::chrono::seconds kWriteDeadline{75};
constexpr int kRedirects = 3;

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

Session::Session(std::unique_ptr<Transport> transport, Clock clock)
    : m_transport(std::move(transport)), m_clock(std::move(clock))
{
}

std::vector<std::pair<QByteArray, QByteArray>> Session::headersFor(const QByteArray& accept) const
{
    return {{"Accept", accept}, {"Referer", origin().toLatin1() + "/admin/"}};
}

HttpAnswer Session::getOnce(const QUrl& address, std::stop_token stop, const QByteArray& accept)
{
    HttpRequest request;
    request.url = address;
    request.headers = headersFor(accept);
    request.deadline = kReadDeadline;
    HttpAnswer answer = m_transport->exchange(request, std::move(stop));
    keepCookie(answer);
    return answer;
}

HttpAnswer Session::post(const QUrl& address, Fields fields, std::stop_token stop)
{
    fields.insert(fields.begin(), {u"csrf_token"_s, m_token});
    HttpRequest request;
    request.method = "POST";
    request.url = address;
    request.headers = headersFor("text/html");
    request.headers.emplace_back("Origin", origin().toLatin1());
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = formBody(fields);
    request.deadline = kWriteDeadline;
    HttpAnswer answer = m_transport->exchange(request, std::move(stop));
    keepCookie(answer);
    return answer;
}

Result<Page> Session::get(const QUrl& address, std::stop_token stop, const QByteArray& accept)
{
    QUrl at = address;
    for (int hop = 0; hop <= kRedirects; ++hop) {
        const HttpAnswer answer = getOnce(at, stop, accept);
        if (answer.state != ExchangeState::Complete)
            return tl::unexpected(noAnswer(origin(), answer, stop));
        if (!isRedirect(answer.status)) {
            if (answer.status != 200 && answer.status != 403 && answer.status != 404)
                return tl::unexpected(oddAnswer(origin(), answer.status));
            Page page{at, answer.status, answer.body, {}};
            if (answer.status == 200 && answer.header("Content-Type").toLower().startsWith("text/html")) {
                page.html = HtmlPage(answer.body);
                remember(page.html);
            }
            return page;
        }
        const QUrl place = placeOf(origin(), at, answer.header("Location"));
        if (place.isEmpty())
            return failure(ErrorKind::Registry, u"%1 sent a read on to another place."_s.arg(forCell(origin())),
                           u"It was not followed."_s);
        if (isSignedOutPlace(place))
            return tl::unexpected(signedOut(place));
        at = place;
    }
    return failure(ErrorKind::Registry, u"%1 sends a read round in circles."_s.arg(forCell(origin())));
}

void Session::remember(const HtmlPage& page)
{
    if (const QString token = csrfToken(page); !token.isEmpty())
        m_token = token;
    for (const Flash& flash : readFlashes(page))
        m_flashes.push_back(flash);
}

void Session::startFrom(const QByteArray& cookie)
{
    m_transport->clearCookies();
    m_token.clear();
    m_flashes.clear();
    m_cookie = cookie;
    if (!cookie.isEmpty())
        m_transport->setCookie("session_id", cookie);
}

void Session::keepCookie(const HttpAnswer& answer)
{
    for (const auto& [name, value] : answer.headers) {
        if (name.compare("Set-Cookie", Qt::CaseInsensitive) != 0)
            continue;
        const auto cookies = QNetworkCookie::parseCookies(value);
        for (const QNetworkCookie& cookie : cookies) {
            if (cookie.name() == "session_id")
                m_cookie = cookie.value();
        }
    }
}

bool isSignedOutPlace(const QUrl& place)
{
    const QString path = place.path();
    return path == "/account/login/"_L1 || path == "/account/two-factor/"_L1 ||
           path == "/manage/account/two-factor/"_L1 || path == "/manage/unverified-account/"_L1;
}

Error signedOut(const QUrl& place)
{
    if (place.path() == "/manage/account/two-factor/"_L1)
        return {ErrorKind::NeedsPerson,
                u"The registry asks this account to set up a second factor first."_s,
                {},
                u"Set it up on the registry's site, then log in again."_s};
    if (place.path() == "/manage/unverified-account/"_L1)
        return {ErrorKind::NeedsPerson,
                u"The registry asks this account to verify its mail address first."_s,
                {},
                u"Verify it on the registry's site, then log in again."_s};
    return {ErrorKind::NeedsPerson, u"The session at the registry has ended."_s, {}, u"Log in again."_s};
}

Error noAnswer(const QString& origin, const HttpAnswer& answer, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return {ErrorKind::Cancelled, answer.trouble, {}, {}};
    return {ErrorKind::Registry,
            u"The registry %1 cannot be reached. %2"_s.arg(forCell(origin), answer.trouble),
            {},
            u"Check that it is up and that its address is right, then try again."_s};
}

Error oddAnswer(const QString& origin, int status)
{
    const QString next = status == 429 || status == 503 ? u"Wait a while, then try again."_s : u"Try again later."_s;
    return {
        ErrorKind::Registry, u"The registry %1 answered with status %2."_s.arg(forCell(origin)).arg(status), {}, next};
}

} // namespace cordon::warehouse
