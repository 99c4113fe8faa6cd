// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/signer.h"

#include <QList>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>

namespace cordon::simulator {

namespace {

constexpr auto kUrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), count) != 1) {
        qFatal("the system gives no random numbers");
    }
    return bytes;
}

} // namespace

QByteArray randomToken(int bytes)
{
    return randomBytes(bytes).toBase64(kUrlSafe);
}

Signer::Signer() : m_key(randomBytes(32)) {}

QByteArray Signer::signature(QByteArrayView purpose, QByteArrayView body) const
{
    QByteArray text = purpose.toByteArray();
    text += '\n';
    text += body;
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    HMAC(EVP_sha256(), m_key.constData(), static_cast<int>(m_key.size()),
         reinterpret_cast<const unsigned char*>(text.constData()), static_cast<std::size_t>(text.size()), mac.data(),
         &length);
    return QByteArray(reinterpret_cast<const char*>(mac.data()), static_cast<qsizetype>(length)).toBase64(kUrlSafe);
}

QByteArray Signer::sign(QByteArrayView purpose, QByteArrayView payload, Instant at) const
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
    QByteArray body = payload.toByteArray().toBase64(kUrlSafe);
    body += '.';
    body += QByteArray::number(static_cast<qlonglong>(seconds));
    QByteArray token = body;
    token += '.';
    token += signature(purpose, body);
    return token;
}

std::optional<Signed> Signer::open(QByteArrayView purpose, QByteArrayView token) const
{
    const QByteArray all = token.toByteArray();
    const QList<QByteArray> parts = all.split('.');
    if (parts.size() != 3) {
        return std::nullopt;
    }
    const QByteArray body = all.left(parts[0].size() + 1 + parts[1].size());
    const QByteArray expected = signature(purpose, body);
    if (expected.size() != parts[2].size() ||
        CRYPTO_memcmp(expected.constData(), parts[2].constData(), static_cast<std::size_t>(expected.size())) != 0) {
        return std::nullopt;
    }
    const std::chrono::seconds seconds(parts[1].toLongLong());
    return Signed{QByteArray::fromBase64(parts[0], kUrlSafe), Instant(seconds)};
}

} // namespace cordon::simulator
