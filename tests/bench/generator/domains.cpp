// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/domains.h"

#include "tests/bench/generator/words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace cordon::bench {

namespace {

struct Named {
    std::string_view name;
    double share; ///< per mille of all addresses
};
constexpr std::array<Named, 20> kNamed{
    {{"gmail.com", 495},  {"outlook.com", 60}, {"hotmail.com", 48},    {"qq.com", 42},  {"yahoo.com", 32},
     {"163.com", 30},     {"icloud.com", 20},  {"protonmail.com", 16}, {"mail.ru", 14}, {"yandex.ru", 12},
     {"foxmail.com", 11}, {"126.com", 8},      {"googlemail.com", 6},  {"live.com", 6}, {"naver.com", 5},
     {"gmx.de", 5},       {"inbox.ru", 3},     {"web.de", 3},          {"pm.me", 2},    {"msn.com", 2}}};
constexpr std::uint32_t kFounding = 16;

constexpr std::array<std::string_view, 12> kEndings{".com", ".net",   ".org",    ".io", ".dev",  ".de",
                                                    ".fr",  ".co.uk", ".com.au", ".ru", ".tech", ".edu"};

double totalOfNamed()
{
    double total = 0;
    for (const Named& domain : kNamed) {
        total += domain.share;
    }
    return total;
}

} // namespace

Domains::Domains(std::size_t count)
{
    const std::size_t tail = count - kNamed.size();
    const double flat = static_cast<double>(count) / 60; // the top of the tail is flat, its end a power law
    double tailTotal = 0;
    for (std::size_t rank = 0; rank < tail; ++rank) {
        tailTotal += 1 / (static_cast<double>(rank) + flat);
    }
    m_upTo.reserve(count);
    double sum = 0;
    for (const Named& domain : kNamed) {
        m_upTo.push_back(sum += domain.share);
    }
    const double rest = 1000 - totalOfNamed();
    for (std::size_t rank = 0; rank < tail; ++rank) {
        m_upTo.push_back(sum += rest / tailTotal / (static_cast<double>(rank) + flat));
    }
}

std::uint32_t Domains::draw(Random& random) const
{
    const auto at = std::upper_bound(m_upTo.begin(), m_upTo.end(), random.real() * m_upTo.back());
    return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(at - m_upTo.begin(), std::ssize(m_upTo) - 1));
}

std::uint32_t Domains::drawRare(Random& random) const
{
    const std::size_t half = (size() - kNamed.size()) / 2;
    return static_cast<std::uint32_t>(kNamed.size() + half + random.below(half));
}

std::string Domains::name(std::uint32_t domain) const
{
    if (domain < kNamed.size()) {
        return std::string(kNamed[domain].name);
    }
    const std::uint64_t bits = mixed(domain);
    std::string name(wordAt(bits));
    name += wordAt(bits >> 8U);
    name += std::to_string(domain);
    return name += kEndings[(bits >> 16U) % kEndings.size()];
}

std::uint32_t Domains::founding()
{
    return kFounding;
}

} // namespace cordon::bench
