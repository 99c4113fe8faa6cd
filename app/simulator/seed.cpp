// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/seed.h"

#include "app/simulator/totp.h"
#include "core/domain/digest.h"
#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "core/ingest/readers.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

/// What the files said, before rows that point at each other are made of it.
struct Records {
    std::vector<Account> accounts;
    std::vector<Project> projects;
    std::vector<Upload> uploads;
    std::vector<Role> roles;
    std::int64_t rejected = 0;
    int files = 0;
};

struct Keep {
    Records& to;
    void operator()(Account&& record) const { to.accounts.push_back(std::move(record)); }
    void operator()(Project&& record) const { to.projects.push_back(std::move(record)); }
    void operator()(Upload&& record) const { to.uploads.push_back(std::move(record)); }
    void operator()(Role&& record) const { to.roles.push_back(std::move(record)); }
    void operator()(Report&&) const {} // what reporters said is no part of this registry yet
};

ReaderSink sinkInto(Records& records)
{
    ReaderSink sink;
    sink.record = [&records](Record&& record) {
        std::visit(Keep{records}, std::move(record));
        return true;
    };
    sink.rejected = [&records](RejectedLine&&) {
        ++records.rejected;
        return true;
    };
    return sink;
}

struct Source {
    const char* name;
    RecordKind kind;
};
constexpr Source kSources[] = {{"accounts", RecordKind::Account},
                               {"projects", RecordKind::Project},
                               {"uploads", RecordKind::Upload},
                               {"roles", RecordKind::Role}};

Done readSource(const QDir& folder, const Source& source, Records& records)
{
    for (const QLatin1StringView suffix : {".csv"_L1, ".jsonl"_L1}) {
        const QString name = QLatin1StringView(source.name) % suffix;
        QFile file(folder.filePath(name));
        if (!file.exists()) {
            continue;
        }
        if (!file.open(QIODevice::ReadOnly)) {
            return failure(ErrorKind::BadInput, name % " cannot be read: "_L1 % file.errorString());
        }
        const ReaderSink sink = sinkInto(records);
        const Done read =
            suffix == ".csv"_L1 ? readCsv(file, name, source.kind, sink) : readJsonLines(file, name, sink);
        if (!read) {
            return read;
        }
        ++records.files;
    }
    return {};
}

/// Imports come in any order and more than once: the latest row of a name wins.
template<class T, class Key>
void keepLatest(std::vector<T>& records, Key key)
{
    QHash<QString, std::size_t> places;
    std::vector<T> kept;
    for (T& record : records) {
        const QString name = key(record);
        if (const auto place = places.constFind(name); place != places.constEnd()) {
            kept[*place] = std::move(record);
        } else {
            places.insert(name, kept.size());
            kept.push_back(std::move(record));
        }
    }
    records = std::move(kept);
}

void addAccounts(Registry& registry, const std::vector<Account>& accounts)
{
    for (const Account& account : accounts) {
        AccountRow row;
        row.username = account.name;
        row.emails.push_back({account.email, true, account.emailVerified.value_or(true), false});
        row.joined = account.joined;
        row.twoFactor = account.twoFactor;
        row.flags.isFrozen = account.state == AccountState::Frozen;
        registry.addAccount(std::move(row));
    }
}

/// The account of that name; a stub where the files only mention it, as imports do.
AccountRow& accountNamed(Registry& registry, const QString& name, Instant since)
{
    if (AccountRow* known = registry.account(name)) {
        return *known;
    }
    AccountRow stub;
    stub.username = name;
    stub.joined = since;
    return registry.addAccount(std::move(stub));
}

void addProjects(Registry& registry, std::vector<Project> projects)
{
    // The journal's numbers follow time, as the registry's do.
    std::stable_sort(projects.begin(), projects.end(),
                     [](const Project& a, const Project& b) { return a.created < b.created; });
    for (const Project& project : projects) {
        if (project.state == ProjectState::Removed) {
            continue;
        }
        ProjectRow row;
        row.name = project.name;
        row.created = project.created;
        row.releases = project.releases.value_or(0);
        row.totalBytes = project.totalBytes.value_or(0);
        if (project.state != ProjectState::Active) {
            row.lifecycle = word(project.state);
            row.changed = project.created;
        }
        registry.addProject(std::move(row));
        registry.addJournal(project.name, u"create"_s, project.owner, project.created);
        registry.addJournal(project.name, "add Owner "_L1 % project.owner, project.owner, project.created);
    }
}

void addRoles(Registry& registry, const Records& records)
{
    for (const Role& role : records.roles) {
        ProjectRow* project = registry.project(role.project);
        if (!project) {
            ProjectRow stub;
            stub.name = role.project;
            project = &registry.addProject(std::move(stub));
        }
        registry.addRole(*project, accountNamed(registry, role.username, project->created), role.role);
    }
    for (const Project& record : records.projects) {
        // Where the roles file is silent, the project file's owner is one.
        if (ProjectRow* project = registry.project(record.name); project && !record.owner.isEmpty()) {
            registry.addRole(*project, accountNamed(registry, record.owner, record.created), u"Owner"_s);
        }
    }
}

void addUploads(Registry& registry, const std::vector<Upload>& uploads)
{
    for (const Upload& upload : uploads) {
        if (ProjectRow* project = registry.project(upload.project)) {
            project->files.push_back(
                {upload.version, upload.filename, upload.sha256, upload.size.value_or(0), upload.uploaded});
        }
    }
}

/// A secret that is the same at every start: the registry is on loopback and prints it anyway.
QByteArray secretFor(QLatin1StringView what, const QString& name)
{
    const Digest digest = sha256(QString("cordon-simulator "_L1 % what % ' '_L1 % name).toUtf8());
    return QByteArray(reinterpret_cast<const char*>(digest.data()), 20);
}

User addPerson(Seeded& seeded, QString name, bool Flags::*right, const QString& role)
{
    while (seeded.registry.account(name)) {
        name += "-2"_L1; // the data may hold anybody
    }
    AccountRow row;
    row.username = name;
    row.displayName = u"Simulated "_s % role;
    row.emails.push_back({QString(name % "@registry.example"_L1)});
    row.joined = Instant(std::chrono::sys_days(std::chrono::year(2015) / 1 / 1));
    row.twoFactor = u"totp"_s;
    row.flags.*right = true;
    seeded.registry.addAccount(std::move(row));

    LoginSecrets secrets;
    secrets.password = QString::fromLatin1(secretFor("password"_L1, name).toHex());
    secrets.totpSecret = secretFor("totp"_L1, name);
    secrets.confirmedAddresses.insert(u"127.0.0.1"_s);
    const User user{name, secrets.password, base32(secrets.totpSecret), role};
    seeded.guard.secrets.insert(foldedUser(name), std::move(secrets));
    return user;
}

} // namespace

Result<Seeded> seed(const QString& folder)
{
    Records records;
    for (const Source& source : kSources) {
        if (const Done read = readSource(QDir(folder), source, records); !read) {
            return tl::unexpected(read.error());
        }
    }
    if (records.files == 0) {
        return failure(ErrorKind::BadInput, "The folder "_L1 % forCell(folder) % " holds no import files."_L1, {},
                       u"Name a folder with accounts.csv, projects.csv and roles.csv."_s);
    }
    keepLatest(records.accounts, [](const Account& account) { return foldedUser(account.name); });
    keepLatest(records.projects, [](const Project& project) { return normalizedProject(project.name); });

    Seeded seeded;
    seeded.rejected = records.rejected;
    addAccounts(seeded.registry, records.accounts);
    addProjects(seeded.registry, records.projects);
    addRoles(seeded.registry, records);
    addUploads(seeded.registry, records.uploads);
    seeded.users.push_back(addPerson(seeded, u"registry-admin"_s, &Flags::isSuperuser, u"superuser"_s));
    seeded.users.push_back(addPerson(seeded, u"registry-moderator"_s, &Flags::isModerator, u"moderator"_s));
    return seeded;
}

} // namespace cordon::simulator
