// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/generator/random.h"

#include <string>
#include <vector>

namespace cordon::bench {

/// The mail domains of a made-up registry: twenty that everybody knows with 82 % of all addresses,
/// half of all at the first, and a long tail. Immutable.
class Domains {
public:
    explicit Domains(std::size_t count);

    [[nodiscard]] std::size_t size() const { return m_upTo.size(); }
    [[nodiscard]] std::uint32_t draw(Random& random) const;
    /// One of the tail, the rarer half of it.
    [[nodiscard]] std::uint32_t drawRare(Random& random) const;
    /// The registrable domain.
    [[nodiscard]] std::string name(std::uint32_t domain) const;
    /// Where the founding case happened.
    [[nodiscard]] static std::uint32_t founding();

private:
    std::vector<double> m_upTo; ///< running sum of the weights
};

} // namespace cordon::bench
