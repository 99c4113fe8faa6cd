// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/rows.h"
#include "core/domain/names.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

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
    const Account& account = index.account(row);
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
    const Project& project = index.project(row);
    return {{QStringLiteral("key"), index.projectKey(row)},
            {QStringLiteral("name"), project.name},
            {QStringLiteral("owner"), index.account(index.ownerOf(row)).name},
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

QJsonObject uploadJson(const Index& index, Row row)
{
    const Upload& upload = index.upload(row);
    return {{QStringLiteral("key"),
             QString(upload.project + QLatin1Char('/') + upload.version + QLatin1Char('/') + upload.filename)},
            {QStringLiteral("project"), upload.project},
            {QStringLiteral("version"), upload.version},
            {QStringLiteral("account"), upload.account},
            {QStringLiteral("uploaded"), formatInstant(upload.uploaded)},
            {QStringLiteral("size"), orNull(upload.size)},
            {QStringLiteral("filename"), upload.filename}};
}

QJsonObject jsonOf(const Index& index, Table table, Row row, bool reveal)
{
    return table == Table::Accounts   ? accountJson(index, row, reveal)
           : table == Table::Projects ? projectJson(index, row)
                                      : uploadJson(index, row);
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
    return sorted(index, options.rows.table(), *by, descending, &where);
}

// `--after` names the key of the last row of the page before.
std::optional<std::size_t> startAfter(Console& console, const Index& index, const Options& options,
                                      const std::vector<Row>& rows)
{
    if (options.after.empty()) {
        return 0;
    }
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (jsonOf(index, options.rows.table(), rows[at], false).value(QLatin1String("key")).toString() ==
            text(options.after)) {
            return at + 1;
        }
    }
    console.fail({ErrorKind::BadInput,
                  QStringLiteral("No matching row has the key %1.").arg(forCell(text(options.after))),
                  {},
                  {}});
    return std::nullopt;
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
    const auto start = rows ? startAfter(console, *index, options, *rows) : std::nullopt;
    if (!start) {
        return;
    }
    const std::size_t end = options.limit == 0 ? rows->size() : std::min(rows->size(), *start + options.limit);
    QJsonArray page;
    QString lines;
    for (std::size_t at = *start; at < end; ++at) {
        page.append(jsonOf(*index, options.rows.table(), (*rows)[at], options.reveal));
        lines += lineOf(page.last().toObject());
    }
    const QJsonValue next =
        end < rows->size() && !page.isEmpty() ? page.last().toObject().value(QLatin1String("key")) : QJsonValue();
    lines += QStringLiteral("%L1 of %L2 rows\n").arg(page.size()).arg(rows->size());
    console.list({{QStringLiteral("rows"), page}, {QStringLiteral("next"), next}}, QStringLiteral("rows"), lines);
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
