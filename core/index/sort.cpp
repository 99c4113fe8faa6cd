// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"

#include <algorithm>
#include <utility>

namespace cordon {
namespace {

constexpr std::int64_t kUnknown = -1;

QString keyOf(const Index& index, Table of, Row row)
{
    switch (of) {
    case Table::Uploads: {
        const Upload& upload = index.upload(row);
        // Parts that no name holds keep the joined key in the order of its parts.
        return index.projectKey(index.projectOfUpload(row)) % QChar(0) % upload.version % QChar(0) % upload.filename;
    }
    case Table::Accounts:
    case Table::Projects:
    case Table::Reports:
    case Table::Domains:
        break;
    }
    return index.subject(of, row).key;
}

std::optional<Row> accountOf(const Index& index, Table of, Row row)
{
    switch (of) {
    case Table::Accounts:
        return row;
    case Table::Projects:
        return index.ownerOf(row);
    case Table::Uploads:
        return index.accountOfUpload(row);
    case Table::Reports:
        if (const auto project = index.projectOfReport(row)) {
            return index.ownerOf(*project);
        }
        return index.accountOfReport(row);
    case Table::Domains:
        break;
    }
    return std::nullopt;
}

std::optional<Row> projectOf(const Index& index, Table of, Row row)
{
    switch (of) {
    case Table::Projects:
        return row;
    case Table::Uploads:
        return index.projectOfUpload(row);
    case Table::Reports:
        return index.projectOfReport(row);
    case Table::Accounts:
    case Table::Domains:
        break;
    }
    return std::nullopt;
}

QString textOf(const Index& index, Table of, SortField by, Row row)
{
    if (by == SortField::Domain) {
        const auto domain = index.domainOf(of, row);
        return domain ? index.domain(*domain) : QString();
    }
    const auto account = accountOf(index, of, row);
    if (!account) {
        return {};
    }
    return by == SortField::Email ? index.account(*account).email.toCaseFolded() : index.accountKey(*account);
}

std::int64_t projectNumber(const Project& project, SortField by)
{
    switch (by) {
    case SortField::Releases:
        return project.releases.value_or(kUnknown);
    case SortField::Files:
        return project.files.value_or(kUnknown);
    case SortField::Bytes:
        return project.totalBytes.value_or(kUnknown);
    default:
        return project.pyModules.value_or(kUnknown);
    }
}

std::int64_t reportCount(const Index& index, Table of, Row row)
{
    if (const auto project = projectOf(index, of, row)) {
        return std::ssize(index.reportsOnProject(*project));
    }
    return of == Table::Accounts ? std::ssize(index.reportsOnAccount(row)) : kUnknown;
}

std::int64_t stateNumber(const Index& index, Table of, Row row)
{
    if (const auto project = projectOf(index, of, row)) {
        return static_cast<std::int64_t>(index.project(*project).state);
    }
    return of == Table::Accounts ? static_cast<std::int64_t>(index.account(row).state) : kUnknown;
}

std::int64_t numberOf(const Index& index, Table of, SortField by, Row row)
{
    switch (by) {
    case SortField::Time:
        return index.timeOf(of, row).time_since_epoch().count();
    case SortField::Reports:
        return reportCount(index, of, row);
    case SortField::State:
        return stateNumber(index, of, row);
    case SortField::Projects: {
        const auto account = accountOf(index, of, row);
        return account ? std::ssize(index.projectsOwnedBy(*account)) : kUnknown;
    }
    default:
        break;
    }
    if (by == SortField::Bytes && of == Table::Uploads) {
        return index.upload(row).size.value_or(kUnknown);
    }
    const auto project = projectOf(index, of, row);
    return project ? projectNumber(index.project(*project), by) : kUnknown;
}

/// Sorts by a value computed once a row, ties in the order the rows stand in.
template<class F>
std::vector<Row> stableBy(const std::vector<Row>& rows, bool descending, F&& valueOf)
{
    using Value = decltype(valueOf(Row{}));
    std::vector<std::pair<Value, Row>> keyed;
    keyed.reserve(rows.size());
    for (const Row row : rows) {
        keyed.emplace_back(valueOf(row), row);
    }
    std::stable_sort(keyed.begin(), keyed.end(), [descending](const auto& a, const auto& b) {
        return descending ? b.first < a.first : a.first < b.first;
    });
    std::vector<Row> out;
    out.reserve(keyed.size());
    for (const auto& entry : keyed) {
        out.push_back(entry.second);
    }
    return out;
}

} // namespace

std::vector<Row> sorted(const Index& index, Table of, SortField by, bool descending, const Bitmap* where)
{
    const std::vector<Row> rows = (where != nullptr ? *where : index.described(of)).rows();
    const bool byName = by == SortField::Name;
    const std::vector<Row> byKey = stableBy(rows, byName && descending, [&](Row row) { return keyOf(index, of, row); });
    if (byName) {
        return byKey;
    }
    if (by == SortField::Domain || by == SortField::Email || by == SortField::Owner) {
        return stableBy(byKey, descending, [&](Row row) { return textOf(index, of, by, row); });
    }
    return stableBy(byKey, descending, [&](Row row) { return numberOf(index, of, by, row); });
}

std::optional<SortField> sortFieldFromWord(QStringView word)
{
    static const std::pair<QLatin1StringView, SortField> kWords[] = {
        {QLatin1StringView("name"), SortField::Name},         {QLatin1StringView("domain"), SortField::Domain},
        {QLatin1StringView("time"), SortField::Time},         {QLatin1StringView("joined"), SortField::Time},
        {QLatin1StringView("created"), SortField::Time},      {QLatin1StringView("uploaded"), SortField::Time},
        {QLatin1StringView("email"), SortField::Email},       {QLatin1StringView("owner"), SortField::Owner},
        {QLatin1StringView("projects"), SortField::Projects}, {QLatin1StringView("releases"), SortField::Releases},
        {QLatin1StringView("files"), SortField::Files},       {QLatin1StringView("bytes"), SortField::Bytes},
        {QLatin1StringView("modules"), SortField::Modules},   {QLatin1StringView("reports"), SortField::Reports},
        {QLatin1StringView("state"), SortField::State},
    };
    for (const auto& [text, field] : kWords) {
        if (word.compare(text, Qt::CaseInsensitive) == 0) {
            return field;
        }
    }
    return std::nullopt;
}

} // namespace cordon
