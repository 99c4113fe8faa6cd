// SPDX-License-Identifier: Apache-2.0
// The dashboard, the page only superusers may see, and the journals with their JSON
// (warehouse-contract.md 1.6, 3.2).
#include "app/simulator/html.h"
#include "app/simulator/router.h"
#include "app/simulator/site.h"
#include "core/domain/names.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDefaultSize = 25;
constexpr int kLargestSize = 100;
constexpr int kDeepestRow = 10000;

Answer dashboard(Site& site, Exchange& exchange)
{
    Q_UNUSED(site);
    return adminPage(exchange, u"Dashboard"_s, u"<p>Simulated registry.</p>\n"_s);
}

Answer ipAddresses(Site& site, Exchange& exchange)
{
    Q_UNUSED(site);
    const auto page = pageOf(exchange.query, 0);
    if (!page) {
        return errorPage(400, u"Bad Request"_s, u"'page' must be an integer."_s);
    }
    return adminPage(
        exchange, u"IP Addresses"_s,
        tableHead({}, {"IP Address", "Hashed IP Address", "Last Seen Geo", "Banned?", "Ban Date", "Ban Reason"}) %
            kTableEnd % pagination(exchange, *page, 0));
}

Answer json(const QJsonObject& object, int status = 200)
{
    Answer answer;
    answer.status = status;
    answer.contentType = "application/json";
    answer.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return answer;
}

Answer badJson(const QString& message)
{
    return json({{"message"_L1, message}, {"code"_L1, "400 Bad Request"_L1}, {"title"_L1, "Bad Request"_L1}}, 400);
}

/// What the JSON endpoint was asked for.
struct JournalQuery {
    int page = 1;
    int size = kDefaultSize;
    QString sortField;
    bool ascending = false;
    std::vector<std::pair<QString, QString>> filters;
    std::optional<Instant> notAfter;
};

/// A whole number of at least one; nothing for anything else.
std::optional<int> positive(const Form& query, const QString& name, int fallback)
{
    const auto text = query.value(name);
    if (!text) {
        return fallback;
    }
    bool isNumber = false;
    const int number = text->toInt(&isNumber);
    return isNumber && number >= 1 ? std::optional(number) : std::nullopt;
}

/// The same, or what is wrong with the question.
Result<JournalQuery> journalQuery(const Form& query)
{
    JournalQuery asked;
    const auto page = positive(query, u"page"_s, 1);
    const auto size = positive(query, u"size"_s, kDefaultSize);
    if (!page || !size || *size > kLargestSize) {
        return failure(ErrorKind::BadInput, u"Invalid page or size"_s);
    }
    if (static_cast<qint64>(*page) * *size > kDeepestRow) {
        return failure(ErrorKind::BadInput, u"Page is too deep"_s);
    }
    asked.page = *page;
    asked.size = *size;
    asked.sortField = query.value(u"sort[0][field]"_s).value_or(u"submitted_date"_s);
    asked.ascending = query.text(u"sort[0][dir]"_s) == "asc"_L1;
    if (!QStringList{u"submitted_date"_s, u"name"_s, u"submitted_by"_s}.contains(asked.sortField)) {
        return failure(ErrorKind::BadInput, u"Invalid sort field"_s);
    }
    static const QStringList kFields{u"name"_s, u"version"_s, u"submitted_by"_s, u"action"_s, u"submitted_date"_s};
    for (int i = 0;; ++i) {
        const QString prefix = "filter["_L1 % QString::number(i) % ']'_L1;
        const auto field = query.value(QString(prefix % "[field]"_L1));
        if (!field) {
            return asked;
        }
        const QString value = query.text(QString(prefix % "[value]"_L1));
        if (!kFields.contains(*field)) {
            return failure(ErrorKind::BadInput, u"Invalid filter field"_s);
        }
        asked.filters.emplace_back(*field, value);
        if (*field == "submitted_date"_L1) {
            asked.notAfter = parseInstant(value);
            if (!asked.notAfter) {
                asked.notAfter = parseInstant(QString(value % 'Z'_L1)); // times there are naive UTC
            }
            if (!asked.notAfter) {
                return failure(ErrorKind::BadInput, u"Invalid submitted_date"_s);
            }
        }
    }
}

bool fits(const JournalRow& row, const JournalQuery& asked)
{
    return std::all_of(asked.filters.begin(), asked.filters.end(), [&](const auto& filter) {
        const QString& value = filter.second;
        if (filter.first == "name"_L1) {
            return row.name == value;
        }
        if (filter.first == "version"_L1) {
            return row.version == value;
        }
        if (filter.first == "submitted_by"_L1) {
            return row.by.compare(value, Qt::CaseInsensitive) == 0;
        }
        if (filter.first == "action"_L1) {
            return row.action.startsWith(value);
        }
        return row.at <= *asked.notAfter;
    });
}

std::vector<const JournalRow*> journalRows(const Registry& registry, const JournalQuery& asked)
{
    std::vector<const JournalRow*> rows;
    const auto take = [&](const JournalRow& row) {
        if (fits(row, asked)) {
            rows.push_back(&row);
        }
    };
    const auto byName = std::find_if(asked.filters.begin(), asked.filters.end(),
                                     [](const auto& filter) { return filter.first == "name"_L1; });
    if (byName != asked.filters.end()) {
        for (const std::size_t index : registry.journalOf(byName->second)) {
            take(registry.journal()[index]);
        }
    } else {
        std::for_each(registry.journal().begin(), registry.journal().end(), take);
    }
    std::stable_sort(rows.begin(), rows.end(), [&asked](const JournalRow* a, const JournalRow* b) {
        if (!asked.ascending) {
            std::swap(a, b);
        }
        if (asked.sortField == "name"_L1 && a->name != b->name) {
            return a->name < b->name;
        }
        if (asked.sortField == "submitted_by"_L1 && a->by != b->by) {
            return a->by < b->by;
        }
        return std::pair(a->at, a->id) < std::pair(b->at, b->id);
    });
    return rows;
}

QString isoTime(Instant at)
{
    QString text = naiveTime(at);
    text[10] = u'T';
    return text.endsWith(".000000"_L1) ? text.left(19) : text;
}

QJsonObject journalJson(Registry& registry, const JournalRow& row)
{
    const ProjectRow* project = registry.project(row.name);
    return {{"id"_L1, static_cast<qint64>(row.id)},
            {"name"_L1, row.name},
            {"version"_L1, row.version.isEmpty() ? QJsonValue() : QJsonValue(row.version)},
            {"action"_L1, row.action},
            {"submitted_date"_L1, isoTime(row.at)},
            {"submitted_by"_L1, row.by},
            {"project_link"_L1, project ? QJsonValue(projectPath(project->normalized)) : QJsonValue()},
            {"submitted_by_link"_L1, userPath(row.by)}};
}

Answer journalsJson(Site& site, Exchange& exchange)
{
    const auto asked = journalQuery(exchange.query);
    if (!asked) {
        return badJson(asked.error().what);
    }
    const auto rows = journalRows(site.registry, *asked);
    const auto size = static_cast<std::size_t>(asked->size);
    const std::size_t first = std::min(rows.size(), static_cast<std::size_t>(asked->page - 1) * size);
    QJsonArray data;
    for (std::size_t i = first; i < std::min(rows.size(), first + size); ++i) {
        data.append(journalJson(site.registry, *rows[i]));
    }
    const auto total = static_cast<qint64>(rows.size());
    const auto pages = static_cast<qint64>((rows.size() + size - 1) / size);
    return json({{"data"_L1, data},
                 {"last_page"_L1, std::max<qint64>(1, pages)},
                 {"total"_L1, total},
                 {"total_estimate"_L1, total}});
}

Answer journals(Site& site, Exchange& exchange)
{
    const QByteArray accept = exchange.request.header("Accept");
    if (accept.startsWith("application/json")) {
        return journalsJson(site, exchange);
    }
    if (!accept.isEmpty() && !accept.contains("text/html") && !accept.contains("*/*")) {
        return notFound();
    }
    return adminPage(exchange, u"Journals"_s, u"<div id=\"journals-table\"></div>\n"_s);
}

} // namespace

std::span<const Route> adminRoutes()
{
    static constexpr Route kRoutes[] = {
        {"/admin/", "GET", Permission::Dashboard, dashboard, OtherMethods::NotAllowed},
        {"/admin/ip-addresses/", "GET", Permission::SuperuserOnly, ipAddresses, OtherMethods::NotAllowed},
        {"/admin/journals/", "GET", Permission::Read, journals, OtherMethods::NotAllowed},
    };
    return kRoutes;
}

} // namespace cordon::simulator
