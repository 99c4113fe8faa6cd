// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace cordon::simulator {

namespace {

constexpr QLatin1StringView kAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

} // namespace

QString base32(QByteArrayView bytes)
{
    QString text;
    unsigned buffer = 0;
    int bits = 0;
    for (const char byte : bytes) {
        buffer = (buffer << 8) | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 5; bits -= 5) {
            text += kAlphabet[static_cast<qsizetype>((buffer >> (bits - 5)) & 31U)];
        }
        buffer &= 0xffU; // at most seven bits wait
    }
    if (bits > 0) {
        text += kAlphabet[static_cast<qsizetype>((buffer << (5 - bits)) & 31U)];
    }
    return text;
}

std::optional<QByteArray> fromBase32(QStringView text)
{
    QByteArray bytes;
    unsigned buffer = 0;
    int bits = 0;
    for (const QChar c : text) {
        const qsizetype value = kAlphabet.indexOf(c);
        if (value < 0) {
            return std::nullopt;
        }
        buffer = ((buffer << 5) | static_cast<unsigned>(value)) & 0xfffU;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>((buffer >> bits) & 0xffU);
        }
    }
    return bytes;
}

QString hotp(QByteArrayView secret, std::uint64_t counter, int digits)
{
    std::array<unsigned char, 8> message{};
    for (std::size_t i = 0; i < 8; ++i) {
        message[7 - i] = static_cast<unsigned char>(counter >> (8 * i));
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), message.data(), message.size(), mac.data(),
         &length);
    const std::size_t offset = mac[length - 1] & 0x0fU;
    const std::uint32_t truncated = (static_cast<std::uint32_t>(mac[offset] & 0x7fU) << 24) |
                                    (static_cast<std::uint32_t>(mac[offset + 1]) << 16) |
                                    (static_cast<std::uint32_t>(mac[offset + 2]) << 8) | mac[offset + 3];
    std::uint32_t modulus = 1;
    for (int i = 0; i < digits; ++i) {
        modulus *= 10;
    }
    return QString::number(truncated % modulus).rightJustified(digits, u'0');
}

std::uint64_t totpStep(Instant at)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
    return static_cast<std::uint64_t>(seconds) / 30;
}

bool totpMatches(QByteArrayView secret, QStringView code, Instant now)
{
    const std::uint64_t step = totpStep(now);
    for (const std::uint64_t candidate : {step - 1, step, step + 1}) {
        if (hotp(secret, candidate) == code) {
            return true;
        }
    }
    return false;
}

} // namespace cordon::simulator
