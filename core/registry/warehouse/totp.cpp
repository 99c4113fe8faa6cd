// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/totp.h"

#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace cordon::warehouse {
namespace {

std::optional<std::uint32_t> base32Digit(QChar c)
{
    const char16_t upper = c.toUpper().unicode();
    if (upper >= u'A' && upper <= u'Z')
        return upper - u'A';
    if (upper >= u'2' && upper <= u'7')
        return upper - u'2' + 26U;
    return std::nullopt;
}

} // namespace

std::optional<QByteArray> decodedSecret(QStringView base32)
{
    QByteArray bytes;
    std::uint32_t pending = 0;
    int bits = 0;
    for (const QChar c : base32) {
        if (c == u' ' || c == u'-' || c == u'=')
            continue;
        const auto digit = base32Digit(c);
        if (!digit)
            return std::nullopt;
        pending = (pending << 5U) | *digit;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.append(char((pending >> unsigned(bits)) & 0xffU));
        }
    }
    return bytes.isEmpty() ? std::nullopt : std::optional(bytes);
}

std::int64_t totpStep(Instant at)
{
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() / 30;
}

QString totpCode(const QByteArray& secret, std::int64_t step)
{
    QByteArray message(8, '\0');
    qToBigEndian(step, message.data());
    const QByteArray mac = QMessageAuthenticationCode::hash(message, secret, QCryptographicHash::Sha1);
    const qsizetype offset = mac.back() & 0x0f;
    const std::uint32_t number = qFromBigEndian<std::uint32_t>(mac.constData() + offset) & 0x7fffffffU;
    return QString::number(number % 1000000U).rightJustified(6, u'0');
}

} // namespace cordon::warehouse
