// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/answers.h"

#include "core/domain/visible_text.h"
#include "core/registry/warehouse/html_page.h"
#include "core/registry/warehouse/session.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

using std::chrono::seconds;

std::optional<seconds> httpDate(const QByteArray& text)
{
    QDateTime at = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    at.setTimeSpec(Qt::UTC);
    return at.isValid() ? std::optional(seconds(at.toSecsSinceEpoch())) : std::nullopt;
}

Sent of(SendClass result, const HttpAnswer& answer, const QString& words)
{
    Sent sent;
    sent.result = result;
    sent.httpStatus = answer.status;
    sent.answer = words;
    return sent;
}

/// What an error page says of itself, for a person.
QString headlineOf(const HttpAnswer& answer)
{
    const HtmlPage page(answer.body);
    for (const char* place : {"//h1", "//title", "//body"}) {
        const auto node = page.first(place);
        if (const QString text = node ? node->text() : QString(); !text.isEmpty())
            return forCell(text);
    }
    return {};
}

Sent refusedWith(const HttpAnswer& answer)
{
    const QString headline = headlineOf(answer);
    // The token dies with its session, so this is how an ended session shows (warehouse-contract.md 1.7).
    if (answer.status == 400 && headline.contains("Bad CSRF Token"_L1, Qt::CaseInsensitive))
        return of(SendClass::AuthLost, answer, u"The session at the registry has ended."_s);
    const QString status = QString::number(answer.status);
    const QString told = headline.startsWith(status) ? headline : QString(status % u' ' % headline).trimmed();
    return of(SendClass::Rejected, answer, u"The registry refused: %1"_s.arg(told));
}

Sent redirected(const HttpAnswer& answer, const Expected& expected)
{
    const QUrl place = placeOf(expected.origin, expected.sentTo, answer.header("Location"));
    if (place.isEmpty())
        return of(SendClass::Unknown, answer, u"The registry's answer leads to another place."_s);
    if (isSignedOutPlace(place))
        return of(SendClass::AuthLost, answer, signedOut(place).what);
    const QString where = forCell(place.path(QUrl::FullyEncoded));
    if (!expected.place(place))
        return of(SendClass::Unknown, answer,
                  u"The registry's answer leads to %1, which was not expected."_s.arg(where));
    return of(SendClass::Accepted, answer, u"Taken; the registry went on to %1."_s.arg(where));
}

Sent throttled(const HttpAnswer& answer, Instant now)
{
    Sent sent = of(SendClass::Throttled, answer, u"The registry asks for patience (status %1)."_s.arg(answer.status));
    sent.retryAfter = retryAfter(answer, now);
    return sent;
}

} // namespace

std::optional<seconds> retryAfter(const HttpAnswer& answer, Instant now)
{
    const QByteArray text = answer.header("Retry-After").trimmed();
    bool ok = false;
    std::optional<seconds> wait;
    if (const qlonglong count = text.toLongLong(&ok); ok) {
        if (count >= 0)
            wait = seconds(count);
    } else if (const auto until = httpDate(text)) {
        const auto from = httpDate(answer.header("Date"));
        wait = *until - from.value_or(std::chrono::floor<seconds>(now).time_since_epoch());
    }
    if (!wait)
        return std::nullopt;
    return std::clamp(*wait, seconds(0), seconds(std::chrono::hours(1)));
}

Sent classify(const HttpAnswer& answer, const Expected& expected, Instant now)
{
    if (answer.state == ExchangeState::NotSent)
        return of(SendClass::NotSent, answer, answer.trouble);
    if (answer.state == ExchangeState::Unknown)
        return of(SendClass::Unknown, answer, answer.trouble);
    switch (answer.status) {
    case 302:
    case 303:
        return redirected(answer, expected);
    case 301:
    case 307:
    case 308:
        // Sending it again elsewhere is what must never happen.
        return of(SendClass::Rejected, answer, u"The registry has that under another address and did nothing."_s);
    case 400:
    case 403:
    case 404:
    case 405:
    case 409:
        return refusedWith(answer);
    case 429:
        return throttled(answer, now);
    case 503:
        if (retryAfter(answer, now))
            return throttled(answer, now);
        break;
    default:
        break;
    }
    return of(SendClass::Unknown, answer,
              u"The registry answered with status %1, which proves nothing."_s.arg(answer.status));
}

} // namespace cordon::warehouse
