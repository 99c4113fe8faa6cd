// SPDX-License-Identifier: Apache-2.0
#include "core/store/raw_file.h"

#include <cstdlib>
#include <sqlite3.h>

namespace cordon::store {

void RawFile::Closer::operator()(sqlite3_file* file) const
{
    if (file->pMethods != nullptr) {
        file->pMethods->xClose(file);
    }
    std::free(file);
    sqlite3_free_filename(name);
}

std::optional<RawFile> RawFile::open(const QString& path)
{
    sqlite3_vfs* vfs = sqlite3_vfs_find("unix");
    void* memory = std::calloc(1, static_cast<std::size_t>(vfs->szOsFile));
    const char* name = sqlite3_create_filename(path.toUtf8().constData(), "", "", 0, nullptr);
    std::unique_ptr<sqlite3_file, Closer> file(static_cast<sqlite3_file*>(memory), Closer{name});
    const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_NOFOLLOW;
    if (memory == nullptr || name == nullptr || vfs->xOpen(vfs, name, file.get(), flags, nullptr) != SQLITE_OK) {
        return std::nullopt;
    }
    return RawFile(std::move(file));
}

std::optional<QByteArray> RawFile::read(std::int64_t offset, int amount) const
{
    QByteArray bytes(amount, Qt::Uninitialized);
    const int code = m_file->pMethods->xRead(m_file.get(), bytes.data(), amount, offset);
    return code == SQLITE_OK ? std::optional(bytes) : std::nullopt;
}

std::int64_t RawFile::size() const
{
    sqlite3_int64 size = 0;
    m_file->pMethods->xFileSize(m_file.get(), &size);
    return size;
}

} // namespace cordon::store
