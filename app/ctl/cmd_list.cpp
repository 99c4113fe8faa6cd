// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/rows.h"
#include "core/actions/uploads.h"
#include "core/domain/names.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

#include <algorithm>

namespace cordon::ctl {

namespace {

struct Options {
    RowsOptions rows;
    std::string sort;
    std::string after;
    std::size_t limit = 100;
    bool reveal = false;
};

QString stateOf(const Index& index, Table table, Row row)
{
    const auto decision = index.decisionOn(table, row);
    return decision ? word(decision->verb) : QStringLiteral("open");
}

QJsonValue orNull(const std::optional<std::int64_t>& number)
{
    return number ? QJsonValue(static_cast<qint64>(*number)) : QJsonValue();
}

QJsonObject accountJson(const Index& index, Row row, bool reveal)
{
    const Account account = index.account(row);
    return {{QStringLiteral("key"), index.accountKey(row)},
            {QStringLiteral("name"), account.name},
            {QStringLiteral("email"), reveal ? account.email : maskedAddress(account.email)},
            {QStringLiteral("domain"), account.domain},
            {QStringLiteral("joined"), formatInstant(account.joined)},
            {QStringLiteral("projects"), static_cast<qint64>(index.projectsOwnedBy(row).size())},
            {QStringLiteral("reports"), static_cast<qint64>(index.reportsOnAccount(row).size())},
            {QStringLiteral("state"), word(account.state)},
            {QStringLiteral("flagged"), index.flagged(Table::Accounts).test(row)},
            {QStringLiteral("decision"), stateOf(index, Table::Accounts, row)}};
}

QJsonObject projectJson(const Index& index, Row row)
{
    const Project project = index.project(row);
    return {{QStringLiteral("key"), index.projectKey(row)},
            {QStringLiteral("name"), project.name},
            {QStringLiteral("owner"), project.owner},
            {QStringLiteral("domain"), index.account(index.ownerOf(row)).domain},
            {QStringLiteral("created"), formatInstant(project.created)},
            {QStringLiteral("releases"), orNull(project.releases)},
            {QStringLiteral("files"), orNull(project.files)},
            {QStringLiteral("bytes"), orNull(project.totalBytes)},
            {QStringLiteral("modules"), orNull(project.pyModules)},
            {QStringLiteral("reports"), static_cast<qint64>(index.reportsOnProject(row).size())},
            {QStringLiteral("state"), word(project.state)},
            {QStringLiteral("flagged"), index.flagged(Table::Projects).test(row)},
            {QStringLiteral("decision"), stateOf(index, Table::Projects, row)}};
}

QJsonObject uploadJson(const Upload& upload)
{
    return {{QStringLiteral("key"), uploadKey(upload)},
            {QStringLiteral("project"), upload.project},
            {QStringLiteral("version"), upload.version},
            {QStringLiteral("account"), upload.account},
            {QStringLiteral("uploaded"), formatInstant(upload.uploaded)},
            {QStringLiteral("size"), orNull(upload.size)},
            {QStringLiteral("filename"), upload.filename}};
}

Result<QJsonArray> pageOf(Session& session, const Index& index, Table table, std::span<const Row> rows, bool reveal)
{
    QJsonArray page;
    if (table == Table::Uploads) {
        const auto uploads = uploadRecords(session, index, rows);
        if (!uploads) {
            return tl::unexpected(uploads.error());
        }
        for (const Upload& upload : *uploads) {
            page.append(uploadJson(upload));
        }
        return page;
    }
    for (const Row row : rows) {
        page.append(table == Table::Accounts ? accountJson(index, row, reveal) : projectJson(index, row));
    }
    return page;
}

QString lineOf(const QJsonObject& row)
{
    QStringList cells;
    for (const char* column :
         {"name", "project", "version", "email", "owner", "joined", "created", "uploaded", "state", "decision"}) {
        if (const QJsonValue value = row.value(QLatin1String(column)); value.isString()) {
            cells << forCell(value.toString());
        }
    }
    return cells.join(QStringLiteral("  ")) + QLatin1Char('\n');
}

std::optional<std::vector<Row>> orderedRows(Console& console, const Index& index, const Options& options,
                                            const Bitmap& where)
{
    const QString sort = text(options.sort);
    const bool descending = sort.endsWith(QLatin1String(":desc"));
    const QString field = sort.section(QLatin1Char(':'), 0, 0);
    const auto by = field.isEmpty() ? std::optional(SortField::Time) : sortFieldFromWord(field);
    if (!by || (sort.contains(QLatin1Char(':')) && !descending && !sort.endsWith(QLatin1String(":asc")))) {
        console.fail({ErrorKind::Usage, QStringLiteral("Rows cannot be sorted by %1.").arg(forCell(sort)), {}, {}});
        return std::nullopt;
    }
    auto rows = sorted(index, options.rows.table(), *by, descending, &where, console.stop());
    if (console.stop().stop_requested()) {
        console.fail({ErrorKind::Cancelled, QStringLiteral("Listing was stopped."), {}, {}});
        return std::nullopt;
    }
    return rows;
}

Result<std::optional<Row>> rowOfKey(Session& session, const Index& index, Table table, const QString& key)
{
    switch (table) {
    case Table::Accounts:
        return index.findAccount(key);
    case Table::Projects:
        return index.findProject(key);
    default:
        return findUpload(session, index, key);
    }
}

// `--after` names the key of the last row of the page before.
std::optional<std::size_t> startAfter(Console& console, Session& session, const Index& index, const Options& options,
                                      const std::vector<Row>& rows)
{
    if (options.after.empty()) {
        return 0;
    }
    const auto row = rowOfKey(session, index, options.rows.table(), text(options.after));
    if (!row) {
        console.fail(row.error());
        return std::nullopt;
    }
    const auto found = *row ? std::find(rows.begin(), rows.end(), **row) : rows.end();
    if (found == rows.end()) {
        console.fail({ErrorKind::BadInput,
                      QStringLiteral("No matching row has the key %1.").arg(forCell(text(options.after))),
                      {},
                      {}});
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - rows.begin()) + 1;
}

void run(Console& console, const Options& options)
{
    const auto session = console.open(OpenMode::ReadOnly);
    const auto where = session ? options.rows.rows(console, *session) : std::nullopt;
    if (!where) {
        return;
    }
    const auto index = session->index();
    const auto rows = orderedRows(console, *index, options, *where);
    const auto start = rows ? startAfter(console, *session, *index, options, *rows) : std::nullopt;
    if (!start) {
        return;
    }
    const std::size_t end = options.limit == 0 ? rows->size() : std::min(rows->size(), *start + options.limit);
    const auto page =
        pageOf(*session, *index, options.rows.table(), std::span(*rows).subspan(*start, end - *start), options.reveal);
    if (!page) {
        console.fail(page.error());
        return;
    }
    QString lines;
    for (const QJsonValue& row : *page) {
        lines += lineOf(row.toObject());
    }
    const QJsonValue next =
        end < rows->size() && !page->isEmpty() ? page->last().toObject().value(QLatin1String("key")) : QJsonValue();
    lines += QStringLiteral("%L1 of %L2 rows\n").arg(page->size()).arg(rows->size());
    console.list({{QStringLiteral("rows"), *page}, {QStringLiteral("next"), next}}, QStringLiteral("rows"), lines);
}

} // namespace

void addList(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("list", "List rows, one page");
    options->rows.addTo(*command);
    command->add_option("--sort", options->sort, "A field, with :desc for the largest first");
    command->add_option("--after", options->after, "The key of the last row of the page before");
    command->add_option("--limit", options->limit, "Rows a page (100); 0 for all");
    command->add_flag("--reveal", options->reveal, "Show whole mail addresses");
    command->callback([&console, options] { run(console, *options); });
}

} // namespace cordon::ctl
