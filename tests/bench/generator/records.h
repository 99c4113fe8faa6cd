// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/generator/texts.h"
#include "tests/bench/generator/words.h"

#include <array>

namespace cordon::bench {

// What the import files say of each row, the same in every form. `Line` is CsvLine or JsonLine.

inline constexpr std::array<std::string_view, 7> kAccountColumns{
    "username", "email", "email_verified", "date_joined", "two_factor", "signup_ip", "state"};
inline constexpr std::array<std::string_view, 12> kProjectColumns{
    "project",    "owner",    "created",         "releases",  "files",   "total_bytes",
    "py_modules", "repo_url", "console_scripts", "publisher", "summary", "state"};
inline constexpr std::array<std::string_view, 6> kUploadColumns{"project",  "version", "account",
                                                                "uploaded", "size",    "filename"};
inline constexpr std::array<std::string_view, 3> kRoleColumns{"project", "username", "role"};
inline constexpr std::array<std::string_view, 8> kReportColumns{"project", "username", "observer", "trusted",
                                                                "kind",    "created",  "summary",  "url"};

/// Writes the rows of a world one by one. Keeps its strings between rows. Thread: one.
template<class Line>
class Records {
public:
    Records(const World& world, std::string& out) : m_world(world), m_line(out) {}

    void account(std::uint32_t row);
    void project(std::uint32_t row);
    void upload(const UploadFacts& upload);
    /// The owner's, and the maintainer's where there is one; `sink()` after each.
    template<class Sink>
    void roles(std::uint32_t project, Sink sink);
    void reportOnProject(std::uint32_t project);
    void reportOnAccount(std::uint32_t account);

private:
    void role(std::uint32_t project, std::uint32_t account, std::string_view word);
    void report(std::uint64_t bits, std::int64_t since);

    const World& m_world;
    Line m_line;
    std::string m_one, m_two;
};

template<class Line>
void Records<Line>::account(std::uint32_t row)
{
    static constexpr std::array<std::string_view, 4> kTwoFactor{"", "totp", "none", "webauthn"};
    const AccountFacts& facts = m_world.accounts()[row];
    const std::uint64_t bits = mixed(row + (std::uint64_t{1} << 40U));
    m_line.begin("account");
    accountName(m_world, row, m_one);
    m_line.text("username", m_one);
    accountEmail(m_world, row, m_one);
    m_line.text("email", m_one);
    m_line.truth("email_verified", bits % 10 != 0);
    m_line.time("date_joined", facts.joined);
    m_line.text("two_factor", facts.campaign == kNone ? kTwoFactor[(bits >> 8U) % kTwoFactor.size()] : "none");
    m_one = "203.0.113.";
    appendNumber((bits >> 16U) % 250, m_one);
    m_line.text("signup_ip", m_one);
    m_line.text("state", (bits >> 32U) % 500 == 0 ? "frozen" : "active");
    m_line.end();
}

template<class Line>
void Records<Line>::project(std::uint32_t row)
{
    static constexpr std::array<std::string_view, 3> kPublisher{"token", "oidc", "password"};
    const ProjectFacts& facts = m_world.projects()[row];
    const bool empty = facts.campaign != kNone;
    const std::uint64_t bits = mixed(row + (std::uint64_t{2} << 40U));
    m_line.begin("project");
    projectName(m_world, row, m_one);
    accountName(m_world, facts.owner, m_two);
    m_line.text("project", m_one);
    m_line.text("owner", m_two);
    m_line.time("created", facts.created);
    m_line.number("releases", facts.versions);
    m_line.number("files", facts.versions + bits % 4);
    m_line.number("total_bytes", facts.versions * (2'000 + (bits >> 8U) % 900'000));
    m_line.number("py_modules", empty ? 0 : 1 + (bits >> 30U) % 80);
    m_two = empty || (bits >> 40U) % 3 == 0 ? "" : "https://example.org/" + m_one;
    m_line.text("repo_url", m_two);
    m_line.number("console_scripts", (bits >> 44U) % 3);
    m_line.text("publisher", kPublisher[(bits >> 48U) % kPublisher.size()]);
    summary(mixed(bits), m_two);
    m_line.text("summary", m_two);
    m_line.text("state", (bits >> 52U) % 300 == 0 ? "archived" : "active");
    m_line.end();
}

template<class Line>
void Records<Line>::upload(const UploadFacts& upload)
{
    m_line.begin("upload");
    projectName(m_world, upload.project, m_one);
    m_line.text("project", m_one);
    versionText(upload, m_one);
    m_line.text("version", m_one);
    accountName(m_world, upload.account, m_one);
    m_line.text("account", m_one);
    m_line.time("uploaded", upload.at);
    m_line.number("size", upload.size);
    fileName(m_world, upload, m_one);
    m_line.text("filename", m_one);
    m_line.end();
}

template<class Line>
void Records<Line>::role(std::uint32_t project, std::uint32_t account, std::string_view word)
{
    m_line.begin("role");
    projectName(m_world, project, m_one);
    m_line.text("project", m_one);
    accountName(m_world, account, m_one);
    m_line.text("username", m_one);
    m_line.text("role", word);
    m_line.end();
}

template<class Line>
template<class Sink>
void Records<Line>::roles(std::uint32_t project, Sink sink)
{
    const ProjectFacts& facts = m_world.projects()[project];
    role(project, facts.owner, "Owner");
    sink();
    if (facts.maintainer != kNone) {
        role(project, facts.maintainer, "Maintainer");
        sink();
    }
}

template<class Line>
void Records<Line>::report(std::uint64_t bits, std::int64_t since)
{
    static constexpr std::array<std::string_view, 3> kKinds{"is_malware", "is_spam", "something_else"};
    m_one = "observer-";
    appendNumber(bits % 40, m_one);
    m_line.text("observer", m_one);
    m_line.truth("trusted", bits % 40 < 6);
    m_line.text("kind", kKinds[(bits >> 8U) % kKinds.size()]);
    m_line.time("created", since + 3600 + static_cast<std::int64_t>((bits >> 12U) % 1'000'000));
    summary(mixed(bits), m_one);
    m_line.text("summary", m_one);
    m_line.text("url", (bits >> 40U) % 50 == 0 ? "javascript:alert(1)" : "https://example.org/report");
    m_line.end();
}

template<class Line>
void Records<Line>::reportOnProject(std::uint32_t project)
{
    m_line.begin("report");
    projectName(m_world, project, m_one);
    m_line.text("project", m_one);
    m_line.text("username", "");
    report(mixed(project + (std::uint64_t{3} << 40U)), m_world.projects()[project].created);
}

template<class Line>
void Records<Line>::reportOnAccount(std::uint32_t account)
{
    m_line.begin("report");
    accountName(m_world, account, m_one);
    m_line.text("project", "");
    m_line.text("username", m_one);
    report(mixed(account + (std::uint64_t{4} << 40U)), m_world.accounts()[account].joined);
}

} // namespace cordon::bench
