// SPDX-License-Identifier: Apache-2.0
#include "core/registry/connector.h"

#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "core/registry/warehouse/login.h"
#include "core/registry/warehouse/verbs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordon {
namespace warehouse {
namespace {

/// The journal row that brought a project into the state it shows, if these rows tell.
const JournalRow* rowBehind(const std::vector<JournalRow>& journal, const QString& state)
{
    const JournalRow* newest = nullptr;
    for (const JournalRow& row : journal) {
        const bool about = row.action == "project quarantined"_L1 || row.action == "project quarantine cleared"_L1;
        if (about && (!newest || row.at > newest->at))
            newest = &row;
    }
    const bool entered = newest && newest->action == "project quarantined"_L1;
    return newest && entered == (state == "quarantine-enter"_L1) ? newest : nullptr;
}

std::optional<Instant> createdBy(const std::vector<JournalRow>& journal)
{
    const auto row =
        std::find_if(journal.begin(), journal.end(), [](const JournalRow& r) { return r.action == "create"_L1; });
    return row == journal.end() ? std::nullopt : std::optional(row->at);
}

tl::unexpected<Error> wrongPage(const Subject& subject)
{
    return failure(
        ErrorKind::Registry,
        u"What the registry shows for the %1 %2 is not its page."_s.arg(word(subject.kind), forCell(subject.name)),
        u"Nothing was concluded from it."_s, u"Look at the registry's page in a browser."_s);
}

Sent unsent(SendClass result, const QString& why)
{
    Sent sent;
    sent.result = result;
    sent.answer = why;
    return sent;
}

/// Thread: the transport's.
class WarehouseConnector : public RegistryConnector {
public:
    WarehouseConnector(std::unique_ptr<Transport> transport, Clock clock)
        : m_session(std::move(transport), std::move(clock))
    {
    }

    [[nodiscard]] Result<Identity> logIn(const Credentials& credentials, std::stop_token stop) override;
    [[nodiscard]] Result<Identity> whoAmI(std::stop_token stop) override
    {
        return readIdentity(m_session, m_username, stop);
    }
    [[nodiscard]] Result<SubjectSeen> read(const Subject& subject, std::stop_token stop) override;
    [[nodiscard]] Sent send(Verb verb, const Subject& subject, const SubjectSeen& seen, std::stop_token stop) override;
    [[nodiscard]] QString sessionCookie() const override { return m_session.cookie(); }

private:
    Result<SubjectSeen> seenAccount(const Subject& subject, const Page& page);
    Result<SubjectSeen> seenProject(const Subject& subject, const Page& page, const std::stop_token& stop);
    Result<SubjectSeen> seenDomain(const Subject& subject, const Page& page);
    Result<std::vector<JournalRow>> journalOf(const QString& project, const std::stop_token& stop);
    Result<Fields> flagsOf(const Subject& account, const std::stop_token& stop);
    Done haveToken(const std::stop_token& stop);

    Session m_session;
    QString m_username;
    /// The flags form of the account read last: a ban sends it back whole.
    std::optional<UserPage> m_lastAccount;
};

Result<Identity> WarehouseConnector::logIn(const Credentials& credentials, std::stop_token stop)
{
    m_username = credentials.username;
    m_lastAccount.reset();
    if (!credentials.sessionCookie.isEmpty()) {
        m_session.startFrom(credentials.sessionCookie.toLatin1());
        auto identity = whoAmI(stop);
        const bool refused = !identity && identity.error().kind == ErrorKind::NeedsPerson;
        if (!refused || credentials.password.isEmpty()) {
            if (identity)
                m_username = identity->username;
            return identity;
        }
    }
    if (const auto done = signIn(m_session, credentials, stop); !done)
        return tl::unexpected(done.error());
    return whoAmI(stop);
}

Result<SubjectSeen> WarehouseConnector::read(const Subject& subject, std::stop_token stop)
{
    if (!isPossible(subject))
        return SubjectSeen{};
    const auto address = pageOf(m_session.origin(), subject);
    if (!address)
        return tl::unexpected(address.error());
    const auto page = m_session.get(*address, stop);
    if (!page)
        return tl::unexpected(page.error());
    if (page->status == 404 && subject.kind != SubjectKind::Domain)
        return SubjectSeen{};
    if (page->status == 403)
        return failure(ErrorKind::Registry, u"The registry does not let %1 see the %2 %3."_s.arg(
                                                forCell(m_username), word(subject.kind), forCell(subject.name)));
    auto seen = subject.kind == SubjectKind::Account   ? seenAccount(subject, *page)
                : subject.kind == SubjectKind::Project ? seenProject(subject, *page, stop)
                                                       : seenDomain(subject, *page);
    if (seen) {
        for (const Flash& flash : m_session.takeFlashes())
            seen->notices.push_back(forCell(flash.text));
    }
    return seen;
}

Result<SubjectSeen> WarehouseConnector::seenAccount(const Subject& subject, const Page& page)
{
    m_lastAccount = readUserPage(page.html);
    if (!m_lastAccount || foldedUser(m_lastAccount->username) != subject.key) {
        m_lastAccount.reset();
        return wrongPage(subject);
    }
    SubjectSeen seen;
    seen.exists = true;
    seen.name = m_lastAccount->username;
    seen.uuid = m_lastAccount->uuid;
    seen.state = m_lastAccount->frozen ? u"frozen"_s : u"active"_s;
    seen.since = m_lastAccount->joined;
    return seen;
}

Result<SubjectSeen> WarehouseConnector::seenProject(const Subject& subject, const Page& page,
                                                    const std::stop_token& stop)
{
    const auto project = readProjectPage(page.html);
    if (!project || normalizedProject(project->name) != subject.key)
        return wrongPage(subject);
    SubjectSeen seen;
    seen.exists = true;
    seen.name = project->name;
    seen.state = project->state;
    seen.since = createdBy(project->journal);
    for (const QString& holder : project->roleHolders)
        seen.roleHolders.push_back(foldedUser(holder));
    std::vector<JournalRow> journal = project->journal;
    const JournalRow* row = rowBehind(journal, seen.state);
    // The page shows the newest rows only; where the one we look for may lie deeper, ask for it.
    if (!row && (journal.size() >= kJournalRows || seen.state == "quarantine-enter"_L1)) {
        auto more = journalOf(project->name, stop);
        if (!more)
            return tl::unexpected(more.error());
        journal = std::move(*more);
        row = rowBehind(journal, seen.state);
    }
    if (row) {
        seen.changedBy = row->by;
        seen.changedAt = row->at;
    }
    return seen;
}

Result<SubjectSeen> WarehouseConnector::seenDomain(const Subject& subject, const Page& page)
{
    const auto rows = readDomainsPage(page.html);
    if (!rows)
        return wrongPage(subject);
    SubjectSeen seen;
    seen.exists = true;
    seen.name = subject.key;
    seen.state = u"permitted"_s;
    for (const DomainRow& row : *rows) {
        if (row.domain.compare(subject.key, Qt::CaseInsensitive) != 0)
            continue;
        seen.state = u"prohibited"_s;
        seen.changedBy = row.by;
        seen.changedAt = row.at;
    }
    return seen;
}

Result<std::vector<JournalRow>> WarehouseConnector::journalOf(const QString& project, const std::stop_token& stop)
{
    const QByteArray query = "size=100&sort%5B0%5D%5Bfield%5D=submitted_date&sort%5B0%5D%5Bdir%5D=desc"
                             "&filter%5B0%5D%5Bfield%5D=name&filter%5B0%5D%5Bvalue%5D=" +
                             forUrlSegment(project) +
                             "&filter%5B1%5D%5Bfield%5D=action&filter%5B1%5D%5Bvalue%5D=project%20quarantine";
    const auto address = addressOf(m_session.origin(), {u"admin"_s, u"journals"_s}, query);
    if (!address)
        return tl::unexpected(address.error());
    const auto page = m_session.get(*address, stop, "application/json");
    if (!page)
        return tl::unexpected(page.error());
    auto rows = page->status == 200 ? readJournals(page->body) : std::nullopt;
    if (!rows)
        return failure(ErrorKind::Registry, u"The registry's journal of %1 cannot be read."_s.arg(forCell(project)));
    return std::move(*rows);
}

/// A token is on every page; one is fetched where none was read yet.
Done WarehouseConnector::haveToken(const std::stop_token& stop)
{
    if (!m_session.token().isEmpty())
        return {};
    const auto address = addressOf(m_session.origin(), {u"admin"_s});
    const auto page = address ? m_session.get(*address, stop) : tl::unexpected(address.error());
    if (!page)
        return tl::unexpected(page.error());
    if (m_session.token().isEmpty())
        return failure(ErrorKind::NeedsPerson, u"The registry shows no page of its administration."_s);
    return {};
}

Result<Fields> WarehouseConnector::flagsOf(const Subject& account, const std::stop_token& stop)
{
    if (!m_lastAccount || foldedUser(m_lastAccount->username) != account.key) {
        const auto seen = read(account, stop);
        if (!seen)
            return tl::unexpected(seen.error());
        if (!seen->exists)
            return failure(ErrorKind::Registry, u"The account is not there."_s);
    }
    Fields flags = std::move(m_lastAccount->form);
    m_lastAccount.reset(); // once sent it is not what the registry has any more
    return flags;
}

Sent WarehouseConnector::send(Verb verb, const Subject& subject, const SubjectSeen& seen, std::stop_token stop)
{
    if (!fits(verb, subject.kind) || !isPossible(subject) || !seen.exists)
        return unsent(SendClass::Rejected, u"There is no %1 %2 at the registry to %3."_s.arg(
                                               word(subject.kind), forCell(subject.name), word(verb)));
    const auto preparing = [](const Error& error) {
        const bool signedOut = error.kind == ErrorKind::NeedsPerson;
        const bool impossible = error.kind == ErrorKind::Usage || error.kind == ErrorKind::BadInput;
        return unsent(signedOut    ? SendClass::AuthLost
                      : impossible ? SendClass::Rejected
                                   : SendClass::NotSent,
                      error.sentence());
    };
    Fields flags;
    if (verb == Verb::Ban || verb == Verb::Reinstate) {
        auto read = flagsOf(subject, stop);
        if (!read)
            return preparing(read.error());
        flags = std::move(*read);
    }
    const auto order = orderFor(m_session.origin(), verb, subject, seen, flags);
    if (!order)
        return preparing(order.error());
    if (const auto token = haveToken(stop); !token)
        return preparing(token.error());
    const Sent sent = classify(m_session.post(order->address, order->fields, stop),
                               {m_session.origin(), order->address, order->place}, m_session.now());
    if (sent.result == SendClass::AuthLost)
        m_session.forgetToken();
    return sent;
}

} // namespace
} // namespace warehouse

std::unique_ptr<RegistryConnector> makeWarehouseConnector(std::unique_ptr<Transport> transport, Clock clock)
{
    return std::make_unique<warehouse::WarehouseConnector>(std::move(transport), std::move(clock));
}

} // namespace cordon
