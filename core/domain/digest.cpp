// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"

#include <QtEndian>
#include <QtGlobal>
#include <openssl/evp.h>

#include <memory>
#include <string_view>

namespace cordon {

namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

/// Fetching the algorithm costs more than hashing a ledger entry, so both it and the context are
/// kept. A libcrypto without SHA-256 cannot be worked round: nothing here would be true any more.
class Hasher {
public:
    Hasher() : m_context(EVP_MD_CTX_new())
    {
        static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        check(m_context != nullptr && algorithm != nullptr);
        m_algorithm = algorithm;
    }

    void begin() { check(EVP_DigestInit_ex(m_context.get(), m_algorithm, nullptr) == 1); }
    void add(const void* data, std::size_t size) { check(EVP_DigestUpdate(m_context.get(), data, size) == 1); }
    [[nodiscard]] Digest end()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
        unsigned int size = 0;
        check(EVP_DigestFinal_ex(m_context.get(), raw.data(), &size) == 1 && size == Digest{}.size());
        Digest digest;
        for (std::size_t i = 0; i < digest.size(); ++i) {
            digest[i] = std::byte{raw[i]};
        }
        return digest;
    }

private:
    static void check(bool ok)
    {
        if (!ok) {
            qFatal("libcrypto cannot compute SHA-256");
        }
    }

    std::unique_ptr<EVP_MD_CTX, FreeContext> m_context;
    const EVP_MD* m_algorithm = nullptr;
};

Hasher& hasher()
{
    static thread_local Hasher instance;
    return instance;
}

} // namespace

Digest sha256(QByteArrayView bytes)
{
    Hasher& h = hasher();
    h.begin();
    h.add(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return h.end();
}

QString hex(const Digest& digest)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    QString text(static_cast<qsizetype>(digest.size() * 2), Qt::Uninitialized);
    qsizetype at = 0;
    for (const std::byte b : digest) {
        const auto value = std::to_integer<unsigned>(b);
        text[at++] = QLatin1Char(kDigits[value >> 4U]);
        text[at++] = QLatin1Char(kDigits[value & 15U]);
    }
    return text;
}

std::optional<Digest> digestFromHex(QStringView text)
{
    Digest digest{};
    if (text.size() != static_cast<qsizetype>(digest.size() * 2)) {
        return std::nullopt;
    }
    const auto digit = [](QChar c) -> int {
        const char16_t u = c.unicode();
        return u >= u'0' && u <= u'9' ? u - u'0' : u >= u'a' && u <= u'f' ? u - u'a' + 10 : -1;
    };
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const int high = digit(text[static_cast<qsizetype>(2 * i)]);
        const int low = digit(text[static_cast<qsizetype>(2 * i + 1)]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        digest[i] = static_cast<std::byte>(high * 16 + low);
    }
    return digest;
}

Digest chainLink(std::uint64_t sequence, const Digest& previous, QByteArrayView entry)
{
    static constexpr std::string_view kDomain = "cordon/ledger/v1";
    static constexpr char kLeaf = 0;
    const quint64 bigEndian = qToBigEndian<quint64>(sequence);
    Hasher& h = hasher();
    h.begin();
    h.add(&kLeaf, 1);
    h.add(kDomain.data(), kDomain.size());
    h.add(&bigEndian, sizeof bigEndian);
    h.add(previous.data(), previous.size());
    h.add(entry.data(), static_cast<std::size_t>(entry.size()));
    return h.end();
}

} // namespace cordon
