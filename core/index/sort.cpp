// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"
#include "core/index/keys.h"
#include "core/index/radix_sort.h"

#include <algorithm>
#include <utility>

namespace cordon {
namespace {

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

std::int64_t projectNumber(const ProjectColumns& projects, SortField by, Row project)
{
    switch (by) {
    case SortField::Releases:
        return projects.releases.at(project);
    case SortField::Files:
        return projects.files.at(project);
    case SortField::Bytes:
        return projects.bytes.at(project);
    default:
        return projects.modules.at(project);
    }
}

std::int64_t reportCount(const Index& index, Table of, Row row)
{
    if (const auto project = projectOf(index, of, row)) {
        return std::ssize(index.reportsOnProject(*project));
    }
    return of == Table::Accounts ? std::ssize(index.reportsOnAccount(row)) : kUnknownNumber;
}

std::int64_t stateNumber(const Index& index, Table of, Row row)
{
    if (const auto project = projectOf(index, of, row)) {
        return index.columns()->projects.state[*project];
    }
    return of == Table::Accounts ? std::int64_t{index.columns()->accounts.state[row]} : kUnknownNumber;
}

/// A place or -1: domains, accounts and times have their order as numbers.
std::int64_t numberOf(const Index& index, Table of, SortField by, Row row)
{
    switch (by) {
    case SortField::Time:
        return of == Table::Domains ? 0 : index.times(of)[row];
    case SortField::Reports:
        return reportCount(index, of, row);
    case SortField::State:
        return stateNumber(index, of, row);
    case SortField::Domain: {
        const auto domain = index.domainOf(of, row);
        return domain ? std::int64_t{*domain} : kUnknownNumber;
    }
    case SortField::Owner: {
        const auto account = accountOf(index, of, row);
        return account ? std::int64_t{index.columns()->accounts.byKey.places[*account]} : kUnknownNumber;
    }
    case SortField::Projects: {
        const auto account = accountOf(index, of, row);
        return account ? std::ssize(index.projectsOwnedBy(*account)) : kUnknownNumber;
    }
    default:
        break;
    }
    if (by == SortField::Bytes && of == Table::Uploads) {
        return index.columns()->uploads.size.at(row);
    }
    const auto project = projectOf(index, of, row);
    return project ? projectNumber(index.columns()->projects, by, *project) : kUnknownNumber;
}

std::vector<std::int64_t> projectNumbers(const Index& index, SortField by)
{
    std::vector<std::int64_t> numbers(index.size(Table::Projects));
    for (Row project = 0; project < numbers.size(); ++project) {
        numbers[project] = numberOf(index, Table::Projects, by, project);
    }
    return numbers;
}

/// Uploads by the key of their project, else as they stand.
std::vector<Row> uploadsByProject(const Index& index, const Bitmap& where, bool descending)
{
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(where.count()));
    const std::vector<Row>& projects = index.columns()->projects.byKey.rows;
    for (std::size_t i = 0; i < projects.size(); ++i) {
        for (const Row upload : index.uploadsOf(projects[descending ? projects.size() - 1 - i : i])) {
            if (where.test(upload)) {
                rows.push_back(upload);
            }
        }
    }
    return rows;
}

/// Reports by the key of their subject, else as they stand.
std::vector<Row> reportsBySubject(const Index& index, const Bitmap& where, bool descending)
{
    std::vector<std::string> keys(where.size());
    where.forEach([&](Row row) { keys[row] = index.subject(Table::Reports, row).key.toStdString(); });
    std::vector<Row> rows = where.rows();
    if (descending) {
        std::stable_sort(rows.begin(), rows.end(), [&keys](Row a, Row b) { return keys[a] > keys[b]; });
    } else {
        sortByText(rows, [&keys](Row row) { return std::string_view(keys[row]); });
    }
    return rows;
}

/// The order in which ties stand. Domains are numbered by key; uploads have none of their own.
std::vector<Row> byKey(const Index& index, Table of, const Bitmap& where)
{
    const auto kept = [&where](const std::vector<Row>& order) {
        std::vector<Row> rows;
        rows.reserve(static_cast<std::size_t>(where.count()));
        std::copy_if(order.begin(), order.end(), std::back_inserter(rows),
                     [&where](Row row) { return where.test(row); });
        return rows;
    };
    const Columns& columns = *index.columns();
    switch (of) {
    case Table::Accounts:
        return kept(columns.accounts.byKey.rows);
    case Table::Projects:
        return kept(columns.projects.byKey.rows);
    case Table::Reports:
        return reportsBySubject(index, where, false);
    case Table::Uploads:
    case Table::Domains:
        break;
    }
    return where.rows();
}

std::vector<Row> byName(const Index& index, Table of, const Bitmap& where, bool descending)
{
    if (of == Table::Uploads) {
        return uploadsByProject(index, where, descending);
    }
    if (of == Table::Reports) {
        return reportsBySubject(index, where, descending);
    }
    std::vector<Row> rows = byKey(index, of, where);
    if (descending) {
        std::reverse(rows.begin(), rows.end()); // no two have one name
    }
    return rows;
}

/// A number for the address of every account; equal addresses get equal ones.
std::vector<std::int64_t> addressNumbers(const Index& index)
{
    const TextColumn& emails = index.columns()->accounts.email.folded();
    const auto textOf = [&emails](Row row) { return emails.at(row); };
    std::vector<Row> ordered = Bitmap(emails.size(), true).rows();
    sortByText(ordered, textOf);
    std::vector<std::int64_t> numbers(ordered.size(), 0);
    for (std::size_t i = 1; i < ordered.size(); ++i) {
        numbers[ordered[i]] = numbers[ordered[i - 1]] + (textOf(ordered[i]) == textOf(ordered[i - 1]) ? 0 : 1);
    }
    return numbers;
}

} // namespace

std::vector<Row> sorted(const Index& index, Table of, SortField by, bool descending, const Bitmap* where,
                        std::stop_token stop)
{
    const Bitmap& kept = where != nullptr ? *where : index.described(of);
    if (by == SortField::Name) {
        std::vector<Row> named = byName(index, of, kept, descending);
        return stop.stop_requested() ? std::vector<Row>() : named;
    }
    std::vector<Row> rows = byKey(index, of, kept);
    if (by == SortField::Email) {
        const std::vector<std::int64_t> numbers = addressNumbers(index);
        return sortByNumber(std::move(rows), descending, stop, [&](Row row) {
            const auto account = accountOf(index, of, row);
            return account ? numbers[*account] : kUnknownNumber;
        });
    }
    if (of == Table::Uploads && by != SortField::Time && by != SortField::Bytes && by != SortField::Owner &&
        by != SortField::Domain && by != SortField::Projects) {
        // What is told of the project is looked up once a project: there are ten uploads to each.
        const std::vector<std::int64_t> numbers = projectNumbers(index, by);
        return sortByNumber(std::move(rows), descending, stop,
                            [&](Row row) { return numbers[index.projectOfUpload(row)]; });
    }
    return sortByNumber(std::move(rows), descending, stop, [&](Row row) { return numberOf(index, of, by, row); });
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
