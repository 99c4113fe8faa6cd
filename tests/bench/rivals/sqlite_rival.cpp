// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/rivals/sqlite_rival.h"

#include "tests/bench/generator/texts.h"

namespace cordon::bench {

namespace {

constexpr std::int64_t kSecond = 1'000'000;

constexpr const char* kTables = R"(
CREATE TABLE domain(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE account(id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, domain_id INTEGER NOT NULL,
    joined INTEGER NOT NULL, flagged INTEGER NOT NULL) STRICT;
CREATE TABLE project(id INTEGER PRIMARY KEY, name TEXT NOT NULL, account_id INTEGER NOT NULL,
    domain_id INTEGER NOT NULL, created INTEGER NOT NULL, flagged INTEGER NOT NULL) STRICT;
CREATE TABLE upload(id INTEGER PRIMARY KEY, project_id INTEGER NOT NULL, account_id INTEGER NOT NULL,
    domain_id INTEGER NOT NULL, t INTEGER NOT NULL, size INTEGER NOT NULL, flagged INTEGER NOT NULL) STRICT;
)";

constexpr const char* kIndexes = R"(
CREATE INDEX upload_domain ON upload(domain_id, t, id);
CREATE INDEX upload_open ON upload(domain_id, t) WHERE flagged = 1;
CREATE INDEX upload_time ON upload(t);
CREATE INDEX account_domain ON account(domain_id, joined, id);
CREATE INDEX project_domain ON project(domain_id, created, id);
ANALYZE;
)";

void fillAccounts(const World& world, Database& database)
{
    Statement domain = database.prepare("INSERT INTO domain VALUES(?, ?)");
    for (std::uint32_t row = 0; row < world.domains().size(); ++row) {
        const std::string name = world.domains().name(row);
        domain.bind(1, std::int64_t{row}).bind(2, name).run();
    }
    Statement account = database.prepare("INSERT INTO account VALUES(?, ?, ?, ?, ?, ?)");
    std::string name, email;
    for (std::uint32_t row = 0; row < world.accounts().size(); ++row) {
        const AccountFacts& facts = world.accounts()[row];
        accountName(world, row, name);
        accountEmail(world, row, email);
        account.bind(1, std::int64_t{row} + 1).bind(2, name).bind(3, email).bind(4, std::int64_t{facts.domain});
        account.bind(5, facts.joined * kSecond).bind(6, std::int64_t{facts.reported}).run();
    }
}

void fillProjects(const World& world, Database& database)
{
    Statement project = database.prepare("INSERT INTO project VALUES(?, ?, ?, ?, ?, ?)");
    std::string name;
    for (std::uint32_t row = 0; row < world.projects().size(); ++row) {
        const ProjectFacts& facts = world.projects()[row];
        projectName(world, row, name);
        project.bind(1, std::int64_t{row} + 1).bind(2, name).bind(3, std::int64_t{facts.owner} + 1);
        project.bind(4, std::int64_t{world.accounts()[facts.owner].domain}).bind(5, facts.created * kSecond);
        project.bind(6, std::int64_t{facts.reported}).run();
    }
}

void fillUploads(const World& world, Database& database)
{
    Statement upload = database.prepare("INSERT INTO upload VALUES(?, ?, ?, ?, ?, ?, ?)");
    std::int64_t id = 0;
    for (const UploadFacts& facts : world.uploads()) {
        upload.bind(1, ++id).bind(2, std::int64_t{facts.project} + 1).bind(3, std::int64_t{facts.account} + 1);
        upload.bind(4, std::int64_t{world.accounts()[facts.account].domain}).bind(5, facts.at * kSecond);
        upload.bind(6, std::int64_t{facts.size}).bind(7, std::int64_t{world.projects()[facts.project].reported}).run();
    }
}

/// For a file that is thrown away where it does not get ready.
void loadFast(Database& database)
{
    database.execute("PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                     "PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -262144;");
}

} // namespace

void buildRival(const World& world, const std::string& path)
{
    Database database(path);
    loadFast(database);
    database.execute("BEGIN");
    database.execute(kTables);
    fillAccounts(world, database);
    fillProjects(world, database);
    fillUploads(world, database);
    database.execute("COMMIT;");
    database.execute(kIndexes);
}

void buildTextRival(const World& world, const std::string& path)
{
    Database database(path);
    loadFast(database);
    database.execute("BEGIN; CREATE VIRTUAL TABLE texts USING fts5(name, email, tokenize = 'trigram');");
    Statement insert = database.prepare("INSERT INTO texts VALUES(?, ?)");
    std::string name, email;
    for (std::uint32_t row = 0; row < world.accounts().size(); ++row) {
        accountName(world, row, name);
        accountEmail(world, row, email);
        insert.bind(1, name).bind(2, email).run();
    }
    for (std::uint32_t row = 0; row < world.projects().size(); ++row) {
        projectName(world, row, name);
        insert.bind(1, name).bind(2, std::string_view("")).run();
    }
    database.execute("INSERT INTO texts(texts) VALUES('optimize'); COMMIT;");
}

Database openRival(const std::string& path)
{
    Database database(path);
    database.execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2097152;");
    return database;
}

} // namespace cordon::bench
