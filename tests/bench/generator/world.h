// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/generator/domains.h"
#include "tests/bench/generator/scale.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace cordon::bench {

inline constexpr std::uint32_t kNone = ~std::uint32_t{0};

// What is true in a made-up registry, without any text. Times are seconds since 1970, UTC; accounts
// stand in the order in which they joined, projects as created, uploads as uploaded.

struct AccountFacts {
    std::int64_t joined = 0;
    std::uint32_t domain = 0;
    std::uint32_t campaign = kNone;
    bool reported = false;
};

struct ProjectFacts {
    std::int64_t created = 0;
    std::uint32_t owner = 0;
    std::uint32_t maintainer = kNone; ///< an account with a role beside the owner
    std::uint32_t campaign = kNone;
    std::uint32_t versions = 0; ///< uploaded so far
    bool reported = false;
};

struct UploadFacts {
    std::int64_t at = 0;
    std::uint32_t project = 0;
    std::uint32_t account = 0;
    std::uint32_t version = 0;
    std::uint32_t size = 0;
    std::uint32_t file = 0; ///< 0: no file is named; else the number of the file within its version

    friend auto operator<=>(const UploadFacts&, const UploadFacts&) = default;
};

/// A wave of registrations at one mail domain, each account with a few empty projects.
struct CampaignFacts {
    std::uint32_t domain = 0;
    std::int64_t start = 0;
    std::uint32_t days = 0;
    std::uint32_t accounts = 0, projects = 0;
};

/// A made-up registry: the same scale and seed make the same one everywhere. Immutable, any thread.
class World {
public:
    explicit World(const Scale& scale);

    [[nodiscard]] const Scale& scale() const { return m_scale; }
    [[nodiscard]] const Domains& domains() const { return m_domains; }
    [[nodiscard]] const std::vector<CampaignFacts>& campaigns() const { return m_campaigns; }
    [[nodiscard]] const std::vector<AccountFacts>& accounts() const { return m_accounts; }
    [[nodiscard]] const std::vector<ProjectFacts>& projects() const { return m_projects; }
    [[nodiscard]] const std::vector<UploadFacts>& uploads() const { return m_uploads; }

private:
    void plantCampaigns(Random& random);
    void joinAccounts(Random& random);
    void createProjects(Random& random);
    void addCampaignProjects(Random& random);
    void uploadFirstFiles(Random& random);
    void uploadReleases(Random& random);
    void release(Random& random, std::uint32_t project, std::int64_t at, std::uint32_t files);
    [[nodiscard]] std::uint32_t honestAccount(Random& random) const;

    Scale m_scale;
    Domains m_domains;
    std::vector<CampaignFacts> m_campaigns;
    std::vector<AccountFacts> m_accounts;
    std::vector<ProjectFacts> m_projects;
    std::vector<UploadFacts> m_uploads;
};

} // namespace cordon::bench
