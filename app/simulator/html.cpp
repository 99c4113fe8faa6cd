// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/html.h"

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kRowsPerPage = 25;

struct CivilTime {
    std::chrono::year_month_day day;
    std::chrono::hh_mm_ss<Microseconds> time;
};

CivilTime civil(Instant at)
{
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    return {std::chrono::year_month_day(midnight), std::chrono::hh_mm_ss<Microseconds>(at - midnight)};
}

/// The visible messages of a queue, taken out of the session.
std::vector<QString> take(Session& session, QLatin1StringView queue)
{
    std::vector<QString> texts;
    std::erase_if(session.flashes, [&](const Flash& flash) {
        if (flash.queue == queue) {
            texts.push_back(flash.text);
        }
        return flash.queue == queue;
    });
    return texts;
}

QString alerts(Session& session)
{
    static constexpr std::pair<QLatin1StringView, QLatin1StringView> kQueues[] = {
        {"error"_L1, "alert-danger"_L1}, {""_L1, "alert-info"_L1}, {"success"_L1, "alert-success"_L1}};
    QString html;
    for (const auto& queue : kQueues) {
        for (const QString& text : take(session, queue.first)) {
            html += "<div class=\"alert "_L1 % queue.second %
                    " alert-dismissible\"><button type=\"button\" class=\"close\" data-dismiss=\"alert\" "
                    "aria-hidden=\"true\">&times;</button>"_L1 %
                    escaped(text) % "</div>\n"_L1;
        }
    }
    return html;
}

QString notifications(Session& session)
{
    QString html;
    for (const QLatin1StringView queue : {"error"_L1, ""_L1, "success"_L1, "info"_L1, "warning"_L1}) {
        for (const QString& text : take(session, queue)) {
            html += "<div class=\"notification-bar notification-bar--"_L1 % queue %
                    "\"><span class=\"notification-bar__message\">"_L1 % escaped(text) % "</span></div>\n"_L1;
        }
    }
    return html;
}

QString publicHtml(const QString& title, const QString& messages, const QString& content)
{
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"_L1 % escaped(title) %
           u" \u00b7 Simulated registry"_s % "</title></head>\n<body>\n"_L1 % messages % "<main id=\"content\">\n"_L1 %
           content % "</main></body></html>\n"_L1;
}

Answer page(const QString& html, int status)
{
    Answer answer;
    answer.status = status;
    answer.body = html.toUtf8();
    return answer;
}

} // namespace

QString escaped(const QString& text)
{
    QString html = text.toHtmlEscaped();
    html.replace(u'\'', "&#39;"_L1);
    return html;
}

QString pythonRepr(const QString& text)
{
    const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    QString repr(quote);
    for (const QChar c : text) {
        if (c == quote || c == u'\\') {
            repr += u'\\';
            repr += c;
        } else if (c == u'\n') {
            repr += "\\n"_L1;
        } else if (c == u'\r') {
            repr += "\\r"_L1;
        } else if (c == u'\t') {
            repr += "\\t"_L1;
        } else if (c.unicode() < 0x20 || c.unicode() == 0x7f) {
            repr += "\\x"_L1 % QString::number(c.unicode(), 16).rightJustified(2, u'0');
        } else {
            repr += c;
        }
    }
    repr += quote;
    return repr;
}

QString csrfField(const Session& session)
{
    return "<input name=\"csrf_token\" type=\"hidden\" value=\""_L1 % escaped(session.csrf) % "\">"_L1;
}

Answer adminPage(Exchange& exchange, const QString& title, const QString& content, int status)
{
    exchange.writeSession = true;
    const QString heading = escaped(title);
    const QString name = exchange.actor->username;
    return page(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"_L1 % heading %
            u" \u00b7 Warehouse Admin"_s %
            "</title></head>\n<body class=\"hold-transition sidebar-mini\">\n"
            "<nav class=\"main-header navbar\"><form id=\"logout\" action=\"/account/logout/\" "
            "method=\"post\">"_L1 %
            csrfField(*exchange.session) %
            "<button type=\"submit\">Log out</button></form></nav>\n<aside class=\"main-sidebar\"><div "
            "class=\"user-panel\"><div class=\"info\"><a href=\"/user/"_L1 %
            QString::fromLatin1(segment(name)) % "/\">"_L1 % escaped(name) %
            "</a></div></div></aside>\n<div class=\"content-wrapper\"><section class=\"content-header\"><h1>"_L1 %
            heading % "</h1></section>\n<section class=\"content\">\n"_L1 % alerts(*exchange.session) % content %
            "</section></div></body></html>\n"_L1,
        status);
}

Answer publicPage(Exchange& exchange, const QString& title, const QString& content, int status)
{
    QString messages;
    if (exchange.session && !exchange.session->flashes.empty()) {
        messages = notifications(*exchange.session);
        exchange.writeSession = true;
    }
    return page(publicHtml(title, messages, content), status);
}

Answer plainPage(const QString& title, const QString& content)
{
    return page(publicHtml(title, {}, content), 200);
}

QString tableHead(const QString& attributes, std::initializer_list<const char*> headers)
{
    QString html = "<table class=\"table table-hover\""_L1 % attributes % "><thead><tr>"_L1;
    for (const char* header : headers) {
        html += "<th>"_L1 % QLatin1StringView(header) % "</th>"_L1;
    }
    html += "</tr></thead><tbody>\n"_L1;
    return html;
}

std::optional<Page> pageOf(const Form& query, std::size_t total)
{
    Page page;
    if (const auto wanted = query.value(u"page"_s)) {
        bool isNumber = false;
        page.number = wanted->toInt(&isNumber);
        if (!isNumber) {
            return std::nullopt;
        }
    }
    page.pages = std::max(1, static_cast<int>((total + kRowsPerPage - 1) / kRowsPerPage));
    page.number = std::clamp(page.number, 1, page.pages);
    page.first = static_cast<std::size_t>(page.number - 1) * kRowsPerPage;
    page.last = std::min(total, page.first + kRowsPerPage);
    return page;
}

QString pagination(const Exchange& exchange, const Page& page, std::size_t total)
{
    const bool any = total > 0;
    QString html = "<div>Showing "_L1 % (any ? QString::number(page.first + 1) : QString()) % " to "_L1 %
                   (any ? QString::number(page.last) : QString()) % " of "_L1 % QString::number(total) %
                   " entries</div>\n"_L1;
    if (page.pages < 2) {
        return html;
    }
    const QString base = QString::fromUtf8(exchange.path) % "?q="_L1 %
                         QString::fromLatin1(segment(exchange.query.text(u"q"_s))) % "&page="_L1;
    const auto item = [&base](QLatin1StringView kind, bool disabled, int number, QLatin1StringView text) -> QString {
        return "<li class=\"page-item "_L1 % kind % (disabled ? " disabled"_L1 : ""_L1) %
               "\"><a class=\"page-link\" href=\""_L1 % (disabled ? u"#"_s : escaped(base + QString::number(number))) %
               "\">"_L1 % text % "</a></li>"_L1;
    };
    html += "<ul class=\"pagination\">"_L1;
    html += item("previous"_L1, page.number == 1, page.number - 1, "Previous"_L1);
    html += item("next"_L1, page.number == page.pages, page.number + 1, "Next"_L1);
    html += "</ul>\n"_L1;
    return html;
}

QString mediumDate(Instant at)
{
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = civil(at).day;
    return QLatin1StringView(kMonths[static_cast<unsigned>(day.month()) - 1]) % u' ' %
           QString::number(static_cast<unsigned>(day.day())) % ", "_L1 % QString::number(static_cast<int>(day.year()));
}

QString naiveTime(Instant at)
{
    const CivilTime c = civil(at);
    return QString::asprintf("%04d-%02u-%02u %02d:%02d:%02d.%06d", static_cast<int>(c.day.year()),
                             static_cast<unsigned>(c.day.month()), static_cast<unsigned>(c.day.day()),
                             static_cast<int>(c.time.hours().count()), static_cast<int>(c.time.minutes().count()),
                             static_cast<int>(c.time.seconds().count()), static_cast<int>(c.time.subseconds().count()));
}

QString timeElement(Instant at)
{
    QString stamp = naiveTime(at).left(19);
    const QString shown = stamp;
    stamp[10] = u'T';
    return "<time datetime=\""_L1 % stamp % "+0000\">"_L1 % shown % "</time>"_L1;
}

QString userPath(const QString& username)
{
    return "/admin/users/"_L1 % QString::fromLatin1(segment(username)) % u'/';
}

QString projectPath(const QString& name)
{
    return "/admin/projects/"_L1 % QString::fromLatin1(segment(name)) % u'/';
}

} // namespace cordon::simulator
