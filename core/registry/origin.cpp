// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/registry/transport.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordon {
namespace {

tl::unexpected<Error> refused(QStringView url, const QString& why)
{
    return failure(ErrorKind::BadInput, u"\"%1\" is not the address of a registry: %2."_s.arg(forCell(url), why), {},
                   u"Write it as https://host or https://host:port."_s);
}

bool isPlainUrlText(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f' && c != u'\\'; });
}

/// What the address must look like once the parser has had its way with it. An address that is
/// another one after parsing (127.1, percent-encoded hosts) is refused rather than reinterpreted.
QString withoutDecoration(QStringView url, int defaultPort)
{
    QString text = url.toString().toLower();
    if (text.endsWith(u'/'))
        text.chop(1);
    const QString port = u":%1"_s.arg(defaultPort);
    if (text.endsWith(port))
        text.chop(port.size());
    return text;
}

bool isHostName(const QString& host)
{
    return !host.isEmpty() && !host.startsWith(u'.') && !host.endsWith(u'.') && !host.contains(".."_L1);
}

} // namespace

Result<QString> canonicalOrigin(QStringView url)
{
    if (!isPlainUrlText(url))
        return refused(url, u"only plain ASCII is accepted, a foreign host in its xn-- form"_s);
    const QUrl parsed(url.toString(), QUrl::StrictMode);
    const QString scheme = parsed.scheme();
    if (!parsed.isValid() || (scheme != "http"_L1 && scheme != "https"_L1))
        return refused(url, u"it does not begin with https://"_s);
    const QString host = parsed.host(QUrl::FullyEncoded).toLower();
    if (!isHostName(host))
        return refused(url, u"it names no host"_s);
    if (url.contains(u'@'))
        return refused(url, u"it holds a user name or password"_s);
    if (url.contains(u'?') || url.contains(u'#') || parsed.path().size() > 1)
        return refused(url, u"it goes on after the host"_s);
    if (parsed.port(1) < 1)
        return refused(url, u"its port is not a port"_s);

    const int defaultPort = scheme == "https"_L1 ? 443 : 80;
    QString origin = scheme % "://"_L1 % (host.contains(u':') ? u"[%1]"_s.arg(host) : host);
    if (parsed.port(defaultPort) != defaultPort)
        origin += u":%1"_s.arg(parsed.port());
    if (origin != withoutDecoration(url, defaultPort))
        return refused(url, u"it would be read as %1"_s.arg(forCell(origin)));
    return origin;
}

bool isLoopback(const QString& origin)
{
    const QString host = QUrl(origin, QUrl::StrictMode).host();
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    for (const auto& [key, value] : headers) {
        if (key.size() == name.size() && qstrnicmp(key.constData(), name.data(), size_t(key.size())) == 0)
            return value;
    }
    return {};
}

} // namespace cordon
