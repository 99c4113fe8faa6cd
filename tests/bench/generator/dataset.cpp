// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/dataset.h"

#include "tests/bench/generator/record_writer.h"
#include "tests/bench/generator/records.h"
#include "tests/bench/generator/text_file.h"
#include "tests/bench/generator/trouble.h"

#include <algorithm>
#include <filesystem>

namespace cordon::bench {

namespace {

template<class Line>
class Tables {
public:
    Tables(const World& world, TextFile& file) : m_world(world), m_file(file), m_records(world, file.text()) {}

    void accounts()
    {
        each(m_world.accounts().size(), [this](std::uint32_t row) { m_records.account(row); });
    }
    void projects()
    {
        each(m_world.projects().size(), [this](std::uint32_t row) { m_records.project(row); });
    }
    void roles()
    {
        each(m_world.projects().size(), [this](std::uint32_t row) { m_records.roles(row, [] {}); });
    }
    void uploads(std::size_t limit)
    {
        each(std::min(limit, m_world.uploads().size()),
             [this](std::uint32_t row) { m_records.upload(m_world.uploads()[row]); });
    }
    void reports()
    {
        each(m_world.projects().size(), [this](std::uint32_t row) {
            if (m_world.projects()[row].reported) {
                m_records.reportOnProject(row);
            }
        });
        each(m_world.accounts().size(), [this](std::uint32_t row) {
            if (m_world.accounts()[row].reported) {
                m_records.reportOnAccount(row);
            }
        });
    }

private:
    template<class Write>
    void each(std::size_t count, Write write)
    {
        for (std::size_t row = 0; row < count; ++row) {
            write(static_cast<std::uint32_t>(row));
            m_file.written();
        }
    }

    const World& m_world;
    TextFile& m_file;
    Records<Line> m_records;
};

template<class Columns, class Rows>
void writeCsv(const World& world, const std::string& path, const Columns& columns, Rows rows)
{
    TextFile file(path);
    CsvLine::header(columns, file.text());
    Tables<CsvLine> tables(world, file);
    rows(tables);
    file.finish();
}

} // namespace

Dataset datasetIn(const std::string& folder)
{
    return {folder + "/csv", folder + "/all.jsonl"};
}

void writeUploads(const World& world, const std::string& path, std::size_t limit)
{
    writeCsv(world, path, kUploadColumns, [limit](Tables<CsvLine>& tables) { tables.uploads(limit); });
}

Dataset writeDataset(const World& world, const std::string& folder)
{
    const Dataset set = datasetIn(folder);
    std::error_code error;
    std::filesystem::create_directories(set.csvFolder, error);
    if (error) {
        throw Trouble("cannot make " + set.csvFolder);
    }
    const std::string csv = set.csvFolder + "/";
    writeCsv(world, csv + "accounts.csv", kAccountColumns, [](auto& tables) { tables.accounts(); });
    writeCsv(world, csv + "projects.csv", kProjectColumns, [](auto& tables) { tables.projects(); });
    writeCsv(world, csv + "roles.csv", kRoleColumns, [](auto& tables) { tables.roles(); });
    writeUploads(world, csv + "uploads.csv", world.uploads().size());
    writeCsv(world, csv + "reports.csv", kReportColumns, [](auto& tables) { tables.reports(); });

    TextFile file(set.jsonLines);
    Tables<JsonLine> tables(world, file);
    tables.accounts();
    tables.projects();
    tables.roles();
    tables.uploads(world.uploads().size());
    tables.reports();
    file.finish();
    return set;
}

} // namespace cordon::bench
