// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/routes.h"

#include "core/domain/visible_text.h"
#include "core/registry/transport.h"

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

constexpr QUrl::FormattingOptions kOnlyOrigin = QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment;

bool staysOn(const QString& origin, const QUrl& url)
{
    const auto own = canonicalOrigin(url.toString(kOnlyOrigin));
    return own && *own == origin;
}

} // namespace

Result<QUrl> addressOf(const QString& origin, const std::vector<QString>& segments, const QByteArray& query)
{
    QByteArray text = origin.toLatin1() + '/';
    bool odd = false;
    for (const QString& segment : segments) {
        odd = odd || segment.isEmpty() || segment == "."_L1 || segment == ".."_L1;
        text += forUrlSegment(segment) + '/';
    }
    if (!query.isEmpty())
        text += '?' + query;
    const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
    // The proof is the round trip: the same bytes come out, so nothing was read another way.
    if (odd || !url.isValid() || url.toEncoded() != text || !staysOn(origin, url) || segmentsOf(url) != segments)
        return failure(ErrorKind::BadInput, u"\"%1\" cannot be part of an address at the registry."_s.arg(
                                                forCell(segments.empty() ? QString() : segments.back())));
    return url;
}

QUrl placeOf(const QString& origin, const QUrl& from, const QByteArray& location)
{
    const QUrl target = QUrl::fromEncoded(location, QUrl::StrictMode);
    if (location.isEmpty() || !target.isValid())
        return {};
    const QUrl place = from.resolved(target);
    return staysOn(origin, place) ? place : QUrl();
}

std::vector<QString> segmentsOf(const QUrl& url)
{
    const auto parts = url.path(QUrl::FullyEncoded).split(u'/');
    std::vector<QString> segments;
    for (qsizetype i = 1; i < parts.size(); ++i) {
        if (i + 1 < parts.size() || !parts[i].isEmpty())
            segments.push_back(QUrl::fromPercentEncoding(parts[i].toLatin1()));
    }
    return segments;
}

QByteArray formBody(const Fields& fields)
{
    QByteArray body;
    for (const auto& [name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

} // namespace cordon::warehouse
