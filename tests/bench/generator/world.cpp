// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/world.h"

#include <algorithm>

namespace cordon::bench {

namespace {

constexpr std::int64_t kHour = 3600, kDay = 24 * kHour;
constexpr std::int64_t kBegin = 1'325'376'000;         // 2012-01-01
constexpr std::int64_t kEnd = 1'767'225'600;           // 2026-01-01
constexpr std::int64_t kFoundingStart = 1'749'427'200; // 2025-06-09
constexpr std::uint32_t kFoundingDays = 16;

/// More of everything every year: the later of two moments.
std::int64_t moment(Random& random, std::int64_t from = kBegin, std::int64_t to = kEnd)
{
    const auto span = static_cast<double>(to - from);
    return from + static_cast<std::int64_t>(std::max(random.real(), random.real()) * span);
}

std::int64_t after(Random& random, double mean)
{
    return static_cast<std::int64_t>(random.exponential() * mean);
}

std::uint32_t fileSize(Random& random)
{
    return static_cast<std::uint32_t>(900 + after(random, 60'000));
}

std::uint32_t rowOf(std::size_t place)
{
    return static_cast<std::uint32_t>(place);
}

} // namespace

World::World(const Scale& scale) : m_scale(scale), m_domains(scale.domains)
{
    Random random(scale.seed);
    plantCampaigns(random);
    joinAccounts(random);
    createProjects(random);
    uploadFirstFiles(random);
    uploadReleases(random);
    std::sort(m_uploads.begin(), m_uploads.end());
}

/// The first is the founding case; the others share what is left, unevenly.
void World::plantCampaigns(Random& random)
{
    const Scale& founding = kScales[0];
    m_campaigns.push_back({Domains::founding(), kFoundingStart, kFoundingDays, rowOf(founding.campaignAccounts),
                           rowOf(founding.campaignProjects)});
    std::vector<std::uint64_t> weights(m_scale.campaigns - 1);
    std::uint64_t total = 0;
    for (std::uint64_t& weight : weights) {
        total += weight = 20 + random.below(180);
    }
    std::size_t accounts = m_scale.campaignAccounts - founding.campaignAccounts;
    std::size_t projects = m_scale.campaignProjects - founding.campaignProjects;
    for (const std::uint64_t weight : weights) {
        const std::size_t ofAccounts = accounts * weight / total, ofProjects = projects * weight / total;
        const std::uint32_t domain = random.oneIn(4) ? m_domains.draw(random) : m_domains.drawRare(random);
        m_campaigns.push_back({domain, moment(random, kBegin + 1000 * kDay, kEnd - 60 * kDay),
                               static_cast<std::uint32_t>(2 + random.below(20)), rowOf(ofAccounts), rowOf(ofProjects)});
        accounts -= ofAccounts;
        projects -= ofProjects;
        total -= weight;
    }
}

void World::joinAccounts(Random& random)
{
    m_accounts.reserve(m_scale.accounts);
    for (std::size_t number = 0; number < m_campaigns.size(); ++number) {
        const CampaignFacts& campaign = m_campaigns[number];
        const std::uint64_t waves = 2 + random.below(4);
        for (std::uint32_t member = 0; member < campaign.accounts; ++member) {
            const auto wave = static_cast<std::int64_t>(random.below(waves));
            const std::int64_t opens = wave * campaign.days * kDay / static_cast<std::int64_t>(waves);
            const std::int64_t at = campaign.start + opens + after(random, 2 * kHour) % (kDay / 2);
            m_accounts.push_back({at, campaign.domain, rowOf(number), random.oneIn(4)});
        }
    }
    while (m_accounts.size() < m_scale.accounts) {
        const std::int64_t at = moment(random);
        const std::uint32_t domain = m_domains.draw(random);
        m_accounts.push_back({at, domain, kNone, random.oneIn(20)});
    }
    std::stable_sort(m_accounts.begin(), m_accounts.end(),
                     [](const AccountFacts& a, const AccountFacts& b) { return a.joined < b.joined; });
}

std::uint32_t World::honestAccount(Random& random) const
{
    for (;;) {
        const std::size_t row = random.below(m_accounts.size());
        if (m_accounts[row].campaign == kNone) {
            return rowOf(row);
        }
    }
}

/// Every member has a project at least, soon after it joined.
void World::addCampaignProjects(Random& random)
{
    std::vector<std::vector<std::uint32_t>> members(m_campaigns.size());
    for (std::size_t row = 0; row < m_accounts.size(); ++row) {
        if (m_accounts[row].campaign != kNone) {
            members[m_accounts[row].campaign].push_back(rowOf(row));
        }
    }
    for (std::size_t number = 0; number < m_campaigns.size(); ++number) {
        const std::vector<std::uint32_t>& of = members[number];
        for (std::uint32_t i = 0; i < m_campaigns[number].projects && !of.empty(); ++i) {
            const std::uint32_t owner = of[i < of.size() ? i : random.below(of.size())];
            const std::int64_t at = m_accounts[owner].joined + 60 + after(random, 3 * kHour) % kDay;
            m_projects.push_back({at, owner, kNone, rowOf(number), 0, random.oneIn(4)});
        }
    }
}

void World::createProjects(Random& random)
{
    m_projects.reserve(m_scale.projects);
    addCampaignProjects(random);
    while (m_projects.size() < m_scale.projects) {
        const std::uint32_t owner = honestAccount(random);
        const std::int64_t joined = m_accounts[owner].joined;
        std::int64_t at = joined + 60 + after(random, 200 * kDay);
        if (at >= kEnd) { // else all of them would stand at the last second
            at = moment(random, joined, kEnd);
        }
        const std::uint32_t maintainer = random.oneIn(8) ? honestAccount(random) : kNone;
        m_projects.push_back({at, owner, maintainer == owner ? kNone : maintainer, kNone, 0, random.oneIn(20)});
    }
    std::stable_sort(m_projects.begin(), m_projects.end(),
                     [](const ProjectFacts& a, const ProjectFacts& b) { return a.created < b.created; });
}

/// One version of a project: one file without a name, or several with one.
void World::release(Random& random, std::uint32_t project, std::int64_t at, std::uint32_t files)
{
    ProjectFacts& facts = m_projects[project];
    const std::uint32_t version = facts.versions++;
    const bool byMaintainer = facts.maintainer != kNone && random.oneIn(3);
    const std::uint32_t account = byMaintainer ? facts.maintainer : facts.owner;
    for (std::uint32_t file = 0; file < files; ++file) {
        m_uploads.push_back({at, project, account, version, fileSize(random), files == 1 ? 0 : file + 1});
        at += static_cast<std::int64_t>(random.below(90));
    }
}

void World::uploadFirstFiles(Random& random)
{
    m_uploads.reserve(m_scale.uploads);
    for (std::size_t project = 0; project < m_projects.size(); ++project) {
        release(random, rowOf(project), m_projects[project].created + static_cast<std::int64_t>(random.below(600)), 1);
    }
}

/// What comes after the first files: every fourth event is a burst of one to six files.
void World::uploadReleases(Random& random)
{
    std::vector<std::uint32_t> sizes;
    for (std::size_t left = m_scale.uploads - m_uploads.size(); left > 0; left -= sizes.back()) {
        const std::uint64_t files = sizes.size() % 4 == 3 ? 1 + random.below(6) : 1;
        sizes.push_back(rowOf(std::min<std::size_t>(files, left)));
    }
    std::vector<std::int64_t> times(sizes.size());
    for (std::int64_t& at : times) {
        at = moment(random, m_projects.front().created + 1);
    }
    std::sort(times.begin(), times.end());
    std::size_t there = 1; // projects created by then
    for (std::size_t i = 0; i < times.size(); ++i) {
        while (there < m_projects.size() && m_projects[there].created < times[i]) {
            ++there;
        }
        std::uint64_t project = random.below(there);
        project -= random.oneIn(3) ? project % 64 : 0; // some release far more often than others
        release(random, rowOf(project), times[i], sizes[i]);
    }
}

} // namespace cordon::bench
