// SPDX-License-Identifier: Apache-2.0
#include "core/index/column_rows.h"

#include "core/index/time_limits.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace cordon {
namespace {

std::uint8_t threeWay(std::optional<bool> value)
{
    return value ? static_cast<std::uint8_t>(*value) : std::uint8_t{2};
}

} // namespace

std::int64_t columnTime(Instant at)
{
    return std::clamp<std::int64_t>(at.time_since_epoch().count(), kEarliestMicros, kLatestMicros);
}

void appendRow(AccountColumns& accounts, const AccountView& row)
{
    accounts.id.push_back(row.id);
    accounts.joined.push_back(columnTime(row.joined));
    accounts.verified.push_back(threeWay(row.emailVerified));
    accounts.state.push_back(static_cast<std::uint8_t>(row.state));
    accounts.name.append(row.name);
    accounts.email.append(row.email);
    accounts.ip.append(row.signupIp);
    accounts.uuid.append(row.uuid);
    accounts.note.append(row.note);
    accounts.twoFactor.append(row.twoFactor);
}

void appendRow(ProjectColumns& projects, const ProjectView& row)
{
    projects.id.push_back(row.id);
    projects.created.push_back(columnTime(row.created));
    projects.state.push_back(static_cast<std::uint8_t>(row.state));
    projects.releases.append(row.releases);
    projects.files.append(row.files);
    projects.bytes.append(row.totalBytes);
    projects.modules.append(row.pyModules);
    projects.scripts.append(row.consoleScripts);
    projects.name.append(row.name);
    projects.repo.append(row.repoUrl);
    projects.summary.append(row.summary);
    projects.note.append(row.note);
    projects.publisher.append(row.publisher);
}

void appendRow(ReportColumns& reports, const ReportView& row)
{
    reports.created.push_back(columnTime(row.created));
    reports.trusted.push_back(threeWay(row.trusted));
    reports.observer.append(row.observer);
    reports.kind.append(row.kind);
    reports.summary.append(row.summary);
    reports.url.append(row.url);
}

bool anyFull(const AccountColumns& accounts)
{
    return accounts.name.full() || accounts.email.full() || accounts.ip.full() || accounts.uuid.full() ||
           accounts.note.full();
}

bool anyFull(const ProjectColumns& projects)
{
    return projects.name.full() || projects.repo.full() || projects.summary.full() || projects.note.full();
}

bool anyFull(const ReportColumns& reports)
{
    return reports.summary.full() || reports.url.full();
}

std::vector<std::uint32_t> addWords(std::vector<QString>& words, const std::vector<QString>& more)
{
    QHash<QString, std::uint32_t> known;
    for (const QString& word : words) {
        known.insert(word, static_cast<std::uint32_t>(known.size()));
    }
    std::vector<std::uint32_t> numbers;
    for (const QString& word : more) {
        const auto next = static_cast<std::uint32_t>(words.size());
        const auto found = known.constFind(word);
        numbers.push_back(found == known.cend() ? next : *found);
        if (found == known.cend()) {
            known.insert(word, next);
            words.push_back(word);
        }
    }
    return numbers;
}

std::vector<std::uint32_t> orderWords(std::vector<QString>& words, const std::vector<bool>& used)
{
    std::vector<std::uint32_t> order(words.size());
    std::iota(order.begin(), order.end(), 0U);
    order.erase(std::remove_if(order.begin(), order.end(), [&used](std::uint32_t word) { return !used[word]; }),
                order.end());
    std::sort(order.begin(), order.end(), [&words](std::uint32_t a, std::uint32_t b) { return words[a] < words[b]; });
    std::vector<std::uint32_t> numbers(words.size(), 0);
    std::vector<QString> ordered;
    for (const std::uint32_t word : order) {
        numbers[word] = static_cast<std::uint32_t>(ordered.size());
        ordered.push_back(words[word]);
    }
    words = std::move(ordered);
    return numbers;
}

WordColumn inWordOrder(const WordColumn& column)
{
    std::vector<QString> words = column.words();
    std::vector<bool> used(words.size(), false);
    for (const std::uint32_t code : column.codes()) {
        used[code] = true;
    }
    const std::vector<std::uint32_t> numbers = orderWords(words, used);
    std::vector<std::uint32_t> codes = column.codes();
    std::transform(codes.begin(), codes.end(), codes.begin(), [&numbers](std::uint32_t code) { return numbers[code]; });
    return {std::move(codes), std::move(words)};
}

void orderWords(AccountColumns& accounts)
{
    accounts.twoFactor = inWordOrder(accounts.twoFactor);
}

void orderWords(ProjectColumns& projects)
{
    projects.publisher = inWordOrder(projects.publisher);
}

void orderWords(ReportColumns& reports)
{
    reports.observer = inWordOrder(reports.observer);
    reports.kind = inWordOrder(reports.kind);
}

} // namespace cordon
