// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

struct sqlite3_file;

namespace cordon::store {

/// The bytes of a database file, before SQLite looks at them. Reads through SQLite's own file
/// layer: an open() and close() of ours would drop the POSIX locks that another connection of this
/// process holds on the same file. Thread: one.
class RawFile {
public:
    /// Nothing where the file cannot be opened for reading.
    [[nodiscard]] static std::optional<RawFile> open(const QString& path);

    /// Exactly `amount` bytes, or nothing.
    [[nodiscard]] std::optional<QByteArray> read(std::int64_t offset, int amount) const;
    [[nodiscard]] std::int64_t size() const;

private:
    struct Closer {
        const char* name = nullptr; ///< SQLite's own form of the path; the open file refers to it
        void operator()(sqlite3_file* file) const;
    };
    explicit RawFile(std::unique_ptr<sqlite3_file, Closer> file) : m_file(std::move(file)) {}
    std::unique_ptr<sqlite3_file, Closer> m_file;
};

} // namespace cordon::store
