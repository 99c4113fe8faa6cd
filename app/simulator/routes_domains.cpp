// SPDX-License-Identifier: Apache-2.0
// Prohibited mail domains (warehouse-contract.md 2.4).
#include "app/simulator/html.h"
#include "app/simulator/router.h"
#include "app/simulator/site.h"
#include "core/domain/names.h"

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* kList = "/admin/prohibited_email_domains/";

/// The registrable domain in a text that may be an address or a link; the writer's case is kept.
/// Nothing for a text without one.
std::optional<QString> registrableIn(const QString& text)
{
    QString host = text.trimmed();
    if (const qsizetype scheme = host.indexOf("://"_L1); scheme >= 0) {
        host = host.mid(scheme + 3);
    }
    host = host.section(u'/', 0, 0);
    host = host.mid(host.lastIndexOf(u'@') + 1);
    const auto domain = registrableDomain(host);
    if (!domain || !domain->contains(u'.')) {
        return std::nullopt;
    }
    const QString asWritten = host.right(domain->size());
    return asWritten.toLower() == *domain ? asWritten : *domain;
}

QString domainRow(const Exchange& exchange, const ProhibitedDomainRow& row)
{
    return "<tr><td>"_L1 % escaped(row.domain) % "</td><td>"_L1 %
           (row.isMx ? "<i class=\"fa fa-check text-green\"></i>"_L1 : ""_L1) % "</td><td><a href=\""_L1 %
           userPath(row.by) % "\">"_L1 % escaped(row.by) % "</a></td><td>"_L1 % naiveTime(row.created) %
           "</td><td>"_L1 % escaped(row.comment) % "</td><td><div class=\"modal\" id=\"removeEmailModal-"_L1 %
           row.uuid % "\"><form method=\"post\" action=\"/admin/prohibited_email_domains/remove/\">"_L1 %
           csrfField(*exchange.session) % "<input name=\"domain_name\" type=\"hidden\" value=\""_L1 %
           escaped(row.domain) % "\"></form></div></td></tr>\n"_L1;
}

Answer list(Site& site, Exchange& exchange)
{
    const QString q = exchange.query.text(u"q"_s);
    const auto& all = site.registry.prohibitedDomains();
    std::vector<const ProhibitedDomainRow*> found;
    for (auto row = all.rbegin(); row != all.rend(); ++row) { // newest first
        if (q.isEmpty() || ilike(row->domain, q)) {
            found.push_back(&*row);
        }
    }
    const auto page = pageOf(exchange.query, found.size());
    if (!page) {
        return errorPage(400, u"Bad Request"_s, u"'page' must be an integer."_s);
    }
    QString html = tableHead({}, {"Domain Name", "MX record?", "Prohibited by", "Prohibited on", "Comment", ""});
    for (std::size_t i = page->first; i < page->last; ++i) {
        html += domainRow(exchange, *found[i]);
    }
    html += kTableEnd % pagination(exchange, *page, found.size());
    return adminPage(exchange, u"Prohibited Email Domains"_s, html);
}

Answer back(Exchange& exchange, const QString& queue, const QString& text)
{
    exchange.flash(queue, text);
    return exchange.seeOther(kList);
}

Answer add(Site& site, Exchange& exchange)
{
    const QString text = exchange.form.text(u"email_domain"_s);
    if (text.isEmpty()) {
        return back(exchange, u"error"_s, u"Email domain is required."_s);
    }
    const auto domain = registrableIn(text);
    if (!domain) {
        return back(exchange, u"error"_s, "Invalid domain name '"_L1 % text % '\''_L1);
    }
    const bool isMx = !exchange.form.text(u"is_mx_record"_s).isEmpty();
    const auto effects = site.registry.prohibitDomain(*domain, isMx, exchange.form.text(u"comment"_s),
                                                      exchange.actor->username, exchange.now);
    if (!effects) {
        return back(exchange, u"error"_s, "Email domain '"_L1 % *domain % "' already exists."_L1);
    }
    if (!site.tell(exchange, *effects)) {
        return serverError();
    }
    return back(exchange, u"success"_s, u"Prohibited email domain added."_s);
}

Answer remove(Site& site, Exchange& exchange)
{
    const QString domain = exchange.form.text(u"domain_name"_s);
    if (domain.isEmpty()) {
        return back(exchange, u"error"_s, u"Domain name is required."_s);
    }
    const auto effects = site.registry.permitDomain(domain);
    if (!effects) {
        return back(exchange, u"error"_s, u"Domain not found."_s);
    }
    if (!site.tell(exchange, *effects)) {
        return serverError();
    }
    return back(exchange, u"success"_s, "Prohibited email domain '"_L1 % effects->front().subject % "' removed."_L1);
}

} // namespace

std::span<const Route> domainRoutes()
{
    static constexpr Route kRoutes[] = {
        {"/admin/prohibited_email_domains/", "GET", Permission::Read, list, OtherMethods::NotAllowed},
        {"/admin/prohibited_email_domains/add/", "POST", Permission::SuperuserOnly, add},
        {"/admin/prohibited_email_domains/remove/", "POST", Permission::SuperuserOnly, remove},
    };
    return kRoutes;
}

} // namespace cordon::simulator
