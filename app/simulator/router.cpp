// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/router.h"

#include "app/simulator/site.h"

#include <QUrl>

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

/// What stood in the holes, still encoded; nothing where the path is another one.
std::optional<std::vector<QByteArray>> match(std::string_view pattern, std::string_view path)
{
    std::vector<QByteArray> holes;
    while (true) {
        const std::size_t hole = pattern.find('{');
        if (hole == std::string_view::npos) {
            return pattern == path ? std::optional(std::move(holes)) : std::nullopt;
        }
        if (path.substr(0, hole) != pattern.substr(0, hole)) {
            return std::nullopt;
        }
        path.remove_prefix(hole);
        pattern.remove_prefix(pattern.find('}') + 1);
        const std::string_view text = path.substr(0, path.find('/'));
        if (text.empty()) {
            return std::nullopt;
        }
        holes.emplace_back(text.data(), static_cast<qsizetype>(text.size()));
        path.remove_prefix(text.size());
    }
}

/// The views of one path, one for each method, and what stood in the holes.
struct Views {
    std::vector<const Route*> routes;
    std::vector<QByteArray> holes;
};

Views viewsOf(const QByteArray& path)
{
    const std::string_view text(path.constData(), static_cast<std::size_t>(path.size()));
    Views views;
    for (const auto table :
         {adminRoutes(), userRoutes(), projectRoutes(), domainRoutes(), publicRoutes(), accountRoutes()}) {
        for (const Route& candidate : table) {
            if (auto holes = match(candidate.pattern, text)) {
                views.routes.push_back(&candidate);
                views.holes = std::move(*holes);
            }
        }
    }
    return views;
}

/// Fills in the rows that the path names. False: 404, also for those who are not logged in.
bool findRows(Site& site, Exchange& exchange, const Views& views)
{
    for (const QByteArray& hole : views.holes) {
        exchange.parameters.push_back(QUrl::fromPercentEncoding(hole));
    }
    const std::string_view pattern = views.routes.front()->pattern;
    if (pattern.find("{user}") != std::string_view::npos) {
        exchange.account = site.registry.account(exchange.parameters.front());
        return exchange.account != nullptr;
    }
    if (pattern.find("{project}") != std::string_view::npos) {
        exchange.project = site.registry.project(exchange.parameters.front());
        return exchange.project != nullptr;
    }
    return true;
}

/// The index answers installers, in plain text (warehouse-contract.md 4); everything else has a page.
Answer noSuchRow(const Exchange& exchange)
{
    Answer answer = notFound();
    if (exchange.path.startsWith("/simple/")) {
        answer.contentType = "text/plain; charset=UTF-8";
        answer.body = "404 Not Found";
    }
    return answer;
}

Answer toLogin(const Exchange& exchange)
{
    QByteArray wanted = exchange.path;
    if (!exchange.rawQuery.isEmpty()) {
        wanted += '?';
        wanted += exchange.rawQuery;
    }
    return exchange.seeOther("/account/login/?next=" + QUrl::toPercentEncoding(QString::fromUtf8(wanted), "/"));
}

Answer methodNotAllowed(const Views& views)
{
    QByteArray allow;
    for (const Route* candidate : views.routes) {
        allow += allow.isEmpty() ? "" : ", ";
        allow += candidate->method == "GET" ? "GET, HEAD, OPTIONS" : "POST";
    }
    Answer answer = errorPage(405, u"Method Not Allowed"_s, u"The method is not allowed for this resource."_s);
    answer.headers.emplace_back("Allow", allow);
    return answer;
}

Answer otherMethod(const Exchange& exchange, const Views& views)
{
    const bool refused = std::any_of(views.routes.begin(), views.routes.end(), [](const Route* candidate) {
        return candidate->others == OtherMethods::NotAllowed;
    });
    if (refused) {
        return methodNotAllowed(views);
    }
    const bool anonymous = exchange.actor == nullptr && views.routes.front()->permission != Permission::Public;
    return anonymous && exchange.request.method == "GET" ? toLogin(exchange) : notFound();
}

bool csrfFits(const Exchange& exchange)
{
    const QByteArray header = exchange.request.header("X-CSRF-Token");
    const QString token = header.isEmpty() ? exchange.form.text(u"csrf_token"_s) : QString::fromUtf8(header);
    return exchange.session && !token.isEmpty() && token == exchange.session->csrf;
}

/// Who the session belongs to. A frozen account's session dies at its next request.
void identify(Site& site, Exchange& exchange)
{
    if (!exchange.session || exchange.session->user.isEmpty()) {
        return;
    }
    AccountRow* account = site.registry.account(exchange.session->user);
    if (account && !account->flags.isFrozen) {
        exchange.actor = account;
        return;
    }
    site.sessions.close(exchange.session->id);
    exchange.session = &site.sessions.open({}, exchange.now);
    exchange.flash(u"error"_s, u"Your account has been suspended."_s);
}

} // namespace

bool allows(const Flags& flags, Permission permission)
{
    const bool moderates = flags.isSuperuser || flags.isSupport || flags.isModerator;
    switch (permission) {
    case Permission::Public:
        return true;
    case Permission::Dashboard:
        return moderates || flags.isPsfStaff;
    case Permission::Read:
    case Permission::ObservationsWrite:
        return moderates;
    case Permission::SuperuserOnly:
        return flags.isSuperuser;
    }
    return false;
}

Answer route(Site& site, Exchange& exchange)
{
    const Views views = viewsOf(exchange.path);
    if (views.routes.empty()) {
        QByteArray slashed = exchange.path + '/';
        if (exchange.path.endsWith('/') || viewsOf(slashed).routes.empty()) {
            return notFound();
        }
        return exchange.movedPermanently(exchange.rawQuery.isEmpty() ? slashed : slashed + '?' + exchange.rawQuery);
    }
    if (!findRows(site, exchange, views)) {
        return noSuchRow(exchange);
    }
    const bool post = exchange.request.method == "POST";
    const QByteArray method = exchange.request.method == "HEAD" ? QByteArray("GET") : exchange.request.method;
    const auto view = std::find_if(views.routes.begin(), views.routes.end(), [&method](const Route* candidate) {
        return QByteArrayView(candidate->method.data(), static_cast<qsizetype>(candidate->method.size())) == method;
    });
    if (post && view != views.routes.end() && !csrfFits(exchange)) {
        return errorPage(400, u"Bad CSRF Token"_s,
                         u"Access is denied. This server can not verify that your cross-site request forgery token "
                         "belongs to your login session."_s);
    }
    identify(site, exchange);
    if (view == views.routes.end()) {
        return otherMethod(exchange, views);
    }
    if ((*view)->permission != Permission::Public && !exchange.actor) {
        return toLogin(exchange);
    }
    if (exchange.actor && !allows(exchange.actor->flags, (*view)->permission)) {
        return errorPage(403, u"Forbidden"_s, u"Access was denied to this resource."_s);
    }
    if (post && exchange.form.hasDuplicates()) {
        return errorPage(400, u"Bad Request"_s, u"POST body may not contain duplicate keys"_s);
    }
    return (*view)->view(site, exchange);
}

} // namespace cordon::simulator
