// SPDX-License-Identifier: Apache-2.0
#include "core/store/page_sum.h"

#include "core/domain/digest.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <sqlite3.h>

namespace cordon::store {

namespace {

constexpr char kName[] = "cordon-pagesum";

sqlite3_vfs* system(sqlite3_vfs* own)
{
    return static_cast<sqlite3_vfs*>(own->pAppData);
}

// What SQLite holds for an open database: our methods, and behind it in the same block of memory
// the system's own file. Other files (WAL, temporary ones) are the system's altogether.
struct SumFile {
    sqlite3_file base;
};

sqlite3_file* inner(sqlite3_file* file)
{
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<SumFile*>(file) + 1);
}

bool isWholePage(int amount, sqlite3_int64 offset)
{
    return amount == kPageSize && offset % kPageSize == 0;
}

Digest sumOf(const void* page)
{
    return sha256(QByteArrayView(static_cast<const char*>(page), kPageSize - kPageSumSize));
}

int close(sqlite3_file* f)
{
    return inner(f)->pMethods->xClose(inner(f));
}
int read(sqlite3_file* f, void* to, int amount, sqlite3_int64 offset)
{
    const int code = inner(f)->pMethods->xRead(inner(f), to, amount, offset);
    if (code == SQLITE_OK && isWholePage(amount, offset) &&
        !isIntact(QByteArrayView(static_cast<const char*>(to), amount))) {
        return SQLITE_IOERR_DATA;
    }
    return code;
}
int write(sqlite3_file* f, const void* from, int amount, sqlite3_int64 offset)
{
    if (!isWholePage(amount, offset)) {
        return inner(f)->pMethods->xWrite(inner(f), from, amount, offset);
    }
    alignas(16) char page[kPageSize];
    std::memcpy(page, from, kPageSize - kPageSumSize);
    const Digest sum = sumOf(from);
    std::memcpy(page + kPageSize - kPageSumSize, sum.data(), sum.size());
    return inner(f)->pMethods->xWrite(inner(f), page, amount, offset);
}
int truncate(sqlite3_file* f, sqlite3_int64 size)
{
    return inner(f)->pMethods->xTruncate(inner(f), size);
}
int sync(sqlite3_file* f, int how)
{
    return inner(f)->pMethods->xSync(inner(f), how);
}
int fileSize(sqlite3_file* f, sqlite3_int64* size)
{
    return inner(f)->pMethods->xFileSize(inner(f), size);
}
int lock(sqlite3_file* f, int level)
{
    return inner(f)->pMethods->xLock(inner(f), level);
}
int unlock(sqlite3_file* f, int level)
{
    return inner(f)->pMethods->xUnlock(inner(f), level);
}
int checkReservedLock(sqlite3_file* f, int* held)
{
    return inner(f)->pMethods->xCheckReservedLock(inner(f), held);
}
int fileControl(sqlite3_file* f, int operation, void* argument)
{
    return inner(f)->pMethods->xFileControl(inner(f), operation, argument);
}
int sectorSize(sqlite3_file* f)
{
    return inner(f)->pMethods->xSectorSize(inner(f));
}
int deviceCharacteristics(sqlite3_file* f)
{
    return inner(f)->pMethods->xDeviceCharacteristics(inner(f));
}
int shmMap(sqlite3_file* f, int region, int size, int extend, void volatile** memory)
{
    return inner(f)->pMethods->xShmMap(inner(f), region, size, extend, memory);
}
int shmLock(sqlite3_file* f, int offset, int count, int how)
{
    return inner(f)->pMethods->xShmLock(inner(f), offset, count, how);
}
void shmBarrier(sqlite3_file* f)
{
    inner(f)->pMethods->xShmBarrier(inner(f));
}
int shmUnmap(sqlite3_file* f, int remove)
{
    return inner(f)->pMethods->xShmUnmap(inner(f), remove);
}

// Version 2: no memory mapping, which would go round read().
constexpr sqlite3_io_methods kMethods{2,
                                      close,
                                      read,
                                      write,
                                      truncate,
                                      sync,
                                      fileSize,
                                      lock,
                                      unlock,
                                      checkReservedLock,
                                      fileControl,
                                      sectorSize,
                                      deviceCharacteristics,
                                      shmMap,
                                      shmLock,
                                      shmBarrier,
                                      shmUnmap,
                                      nullptr,
                                      nullptr};

int open(sqlite3_vfs* own, const char* name, sqlite3_file* file, int openFlags, int* outFlags)
{
    sqlite3_vfs* below = system(own);
    if ((openFlags & SQLITE_OPEN_MAIN_DB) == 0) {
        return below->xOpen(below, name, file, openFlags, outFlags);
    }
    auto* wrapped = new (file) SumFile{};
    const int code = below->xOpen(below, name, inner(file), openFlags, outFlags);
    // Without methods SQLite does not call close: only where the system did not open anything.
    wrapped->base.pMethods = inner(file)->pMethods != nullptr ? &kMethods : nullptr;
    return code;
}

sqlite3_vfs makeVfs()
{
    sqlite3_vfs* below = sqlite3_vfs_find("unix");
    sqlite3_vfs vfs = *below; // time, randomness, deleting: the system's, which needs no data of its own
    vfs.pNext = nullptr;
    vfs.zName = kName;
    vfs.szOsFile = below->szOsFile + static_cast<int>(sizeof(SumFile));
    vfs.pAppData = below;
    vfs.xOpen = open;
    return vfs;
}

} // namespace

const char* vfsName(bool withPageSums)
{
    if (!withPageSums) {
        return "unix";
    }
    static sqlite3_vfs vfs = makeVfs();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? kName : "cannot be registered";
}

bool isIntact(QByteArrayView page)
{
    if (page.size() != kPageSize) {
        return false;
    }
    const Digest sum = sumOf(page.data());
    return std::memcmp(page.data() + kPageSize - kPageSumSize, sum.data(), sum.size()) == 0 ||
           std::all_of(page.begin(), page.end(), [](char byte) { return byte == 0; });
}

} // namespace cordon::store
