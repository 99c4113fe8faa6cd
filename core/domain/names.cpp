// SPDX-License-Identifier: Apache-2.0
#include "core/domain/names.h"

#include "core/domain/name_limits.h"
#include "core/domain/visible_text.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <idn2.h>
#include <libpsl.h>

namespace cordon {

namespace {

constexpr qsizetype kLongestHost = 253;

/// Only A-Z: the Kelvin sign folds to "k", and two accounts would become one.
QChar asciiLower(QChar c)
{
    return c >= u'A' && c <= u'Z' ? QChar(c.unicode() + 32) : c;
}

bool isAsciiAlnum(QChar c)
{
    const QChar lower = asciiLower(c);
    return (lower >= u'a' && lower <= u'z') || (c >= u'0' && c <= u'9');
}

QStringView hostPart(QStringView addressOrHost)
{
    const QStringView text = addressOrHost.trimmed();
    return text.sliced(text.lastIndexOf(u'@') + 1);
}

/// Letters, digits and inner hyphens, labels of 1 to 63, and no number at the top (an IP address).
bool isHostName(const QByteArray& host)
{
    if (host.isEmpty() || host.size() > kLongestHost) {
        return false;
    }
    const QList<QByteArray> labels = host.split('.');
    const auto letterOrDigit = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    for (const QByteArray& label : labels) {
        if (label.isEmpty() || label.size() > 63 || label.startsWith('-') || label.endsWith('-')) {
            return false;
        }
        if (!std::all_of(label.begin(), label.end(), [&](char c) { return c == '-' || letterOrDigit(c); })) {
            return false;
        }
    }
    const QByteArray& top = labels.last();
    return !std::all_of(top.begin(), top.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Lower case and A-labels by UTS 46; empty where the host is no name.
QByteArray asciiHost(QStringView host)
{
    if (host.isEmpty() || host.size() > kLongestHost + 1) {
        return {};
    }
    QByteArray ascii;
    const bool plain = std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (plain && !host.contains(u"xn--", Qt::CaseInsensitive)) {
        ascii = host.toLatin1().toLower();
    } else {
        const QByteArray utf8 = host.toUtf8();
        char* out = nullptr;
        if (idn2_to_ascii_8z(utf8.constData(), &out, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK) {
            return {};
        }
        ascii = QByteArray(out).toLower();
        idn2_free(out);
    }
    if (ascii.endsWith('.')) {
        ascii.chop(1);
    }
    return isHostName(ascii) ? ascii : QByteArray();
}

const psl_ctx_t* suffixList()
{
    // The system's file where it is newer than the copy inside the library.
    static const psl_ctx_t* const list = [] {
        const psl_ctx_t* newest = psl_latest(nullptr);
        return newest ? newest : psl_builtin();
    }();
    return list;
}

bool isPublicSuffix(const char* host)
{
    return psl_is_public_suffix2(suffixList(), host, PSL_TYPE_ICANN) != 0;
}

/// psl_registrable_domain() would apply the list's private part too, which the registry does not.
QByteArray registrableOf(const QByteArray& host)
{
    const char* current = host.constData();
    if (isPublicSuffix(current)) {
        return host;
    }
    for (qsizetype dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
        const char* parent = host.constData() + dot + 1;
        if (isPublicSuffix(parent)) {
            break;
        }
        current = parent;
    }
    return QByteArray(current);
}

} // namespace

QString normalizedProject(QStringView name)
{
    QString out;
    out.reserve(name.size());
    bool inRun = false;
    for (const QChar c : name) {
        const bool separator = c == u'-' || c == u'_' || c == u'.';
        if (!separator) {
            out.append(asciiLower(c));
        } else if (!inRun) {
            out.append(u'-');
        }
        inRun = separator;
    }
    return out;
}

bool isProjectName(QStringView name)
{
    const auto allowed = [](QChar c) { return isAsciiAlnum(c) || c == u'.' || c == u'_' || c == u'-'; };
    return !name.isEmpty() && static_cast<std::size_t>(name.size()) <= kLongestProjectName &&
           isAsciiAlnum(name.front()) && isAsciiAlnum(name.back()) && std::all_of(name.begin(), name.end(), allowed);
}

QString foldedUser(QStringView name)
{
    QString out = name.toString();
    std::transform(out.begin(), out.end(), out.begin(), asciiLower);
    return out;
}

bool isUserName(QStringView name)
{
    return name.size() <= 50 && isProjectName(name);
}

Result<QString> registrableDomain(QStringView addressOrHost)
{
    const QStringView host = hostPart(addressOrHost);
    if (host.isEmpty()) {
        return failure(ErrorKind::BadInput, QStringLiteral("The address has no mail domain"));
    }
    const QByteArray ascii = asciiHost(host);
    if (ascii.isEmpty()) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("\"%1\" is not the name of a mail domain").arg(forCell(host, 80)));
    }
    return QString::fromLatin1(registrableOf(ascii));
}

QString mailboxKey(QStringView address)
{
    const QStringView text = address.trimmed();
    const qsizetype at = text.lastIndexOf(u'@');
    if (at < 0) {
        return text.toString().toLower();
    }
    const QByteArray ascii = asciiHost(text.sliced(at + 1));
    QString host = ascii.isEmpty() ? text.sliced(at + 1).toString().toLower() : QString::fromLatin1(ascii);
    QString local = text.first(at).toString().toLower();
    const qsizetype plus = local.indexOf(u'+');
    if (plus > 0) {
        local.truncate(plus);
    }
    if (host == u"gmail.com" || host == u"googlemail.com") {
        host = QStringLiteral("gmail.com");
        local.remove(u'.');
    }
    return local + u'@' + host;
}

QString maskedAddress(QStringView address)
{
    const QStringView text = address.trimmed();
    if (text.isEmpty()) {
        return {};
    }
    const qsizetype at = text.lastIndexOf(u'@');
    const QStringView local = at < 0 ? text : text.first(at);
    const bool pair = local.size() > 1 && local[0].isHighSurrogate() && local[1].isLowSurrogate();
    const QString shown = local.first(std::min<qsizetype>(local.size(), pair ? 2 : 1)) + QChar(u'…');
    return at < 0 ? shown : QString(shown + text.sliced(at));
}

} // namespace cordon
