// SPDX-License-Identifier: Apache-2.0
// SQLite's side of a PowerCutDisk: a file system in memory for files below it, and the real one
// for all others.
#include <cassert>
#include <cstdio>
#include <cstring>
#include <map>

#include <sqlite3.h>

#include "tests/support/power_cut_file.h"

namespace hall::test {

static_assert(kSharedLocks == SQLITE_SHM_NLOCK);

struct PowerCutVfs::Calls {
    struct Handle {
        sqlite3_file base;
        PowerCutDisk* disk;
        std::shared_ptr<PowerCutDisk::File>* file;
        int* level;  // Of this handle's lock.
        std::array<bool, kSharedLocks>* reads;
        bool syncs_directory;  // With its first sync, as the unix VFS does for a journal's file.
    };

    static std::map<std::string, PowerCutDisk*>& disks() {
        static std::map<std::string, PowerCutDisk*> all;
        return all;
    }
    static sqlite3_vfs*& real() {
        static sqlite3_vfs* vfs = nullptr;
        return vfs;
    }

    static PowerCutDisk* disk_of(const char* name) {
        if (name == nullptr || std::strncmp(name, kPowerCutRoot, std::strlen(kPowerCutRoot)) != 0) {
            return nullptr;
        }
        const std::string path(name);
        const auto disk =
            disks().find(path.substr(0, path.find('/', std::strlen(kPowerCutRoot)) + 1));
        return disk == disks().end() ? nullptr : disk->second;
    }

    static Handle& handle(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
    static PowerCutDisk::File& file(sqlite3_file* of) { return **handle(of).file; }

    static int close(sqlite3_file* of) {
        Handle& one = handle(of);
        shm_unmap(of, 0);
        *one.level = -1;
        delete one.reads;
        delete one.file;
        return SQLITE_OK;
    }

    static int read(sqlite3_file* of, void* to, int count, sqlite3_int64 at) {
        if (handle(of).disk->dark_) {
            return SQLITE_IOERR_READ;
        }
        const std::string& seen = file(of).seen;
        const auto start = std::min(static_cast<std::size_t>(at), seen.size());
        const auto there = std::min(static_cast<std::size_t>(count), seen.size() - start);
        std::memcpy(to, seen.data() + start, there);
        std::memset(static_cast<char*>(to) + there, 0, static_cast<std::size_t>(count) - there);
        return there == static_cast<std::size_t>(count) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* of, const void* from, int count, sqlite3_int64 at) {
        PowerCutDisk& disk = *handle(of).disk;
        if (disk.dark_ || disk.read_only_) {
            return SQLITE_IOERR_WRITE;
        }
        PowerCutDisk::File& one = file(of);
        const auto end = static_cast<std::size_t>(at) + static_cast<std::size_t>(count);
        const std::size_t grows = end > one.seen.size() ? end - one.seen.size() : 0;
        if (disk.room_ && grows > 0 && disk.bytes_used() + grows > *disk.room_) {
            return SQLITE_FULL;
        }
        Cached cached{static_cast<std::size_t>(at),
                      {static_cast<const char*>(from), static_cast<std::size_t>(count)}};
        one.cached.push_back(cached);
        if (disk.goes_dark()) {
            return SQLITE_IOERR_WRITE;  // Under way when the power went: perhaps it arrived.
        }
        apply(one.seen, cached, 0, cached.bytes.size());
        return SQLITE_OK;
    }

    static int truncate(sqlite3_file* of, sqlite3_int64 size) {
        PowerCutDisk& disk = *handle(of).disk;
        if (disk.read_only_ || disk.goes_dark()) {
            return SQLITE_IOERR_TRUNCATE;
        }
        file(of).cached.push_back({static_cast<std::size_t>(size), {}, true});
        file(of).seen.resize(static_cast<std::size_t>(size));
        return SQLITE_OK;
    }

    static int sync(sqlite3_file* of, int /*flags*/) {
        PowerCutDisk& disk = *handle(of).disk;
        if (disk.goes_dark()) {
            return SQLITE_IOERR_FSYNC;
        }
        if (!disk.lies_) {
            PowerCutDisk::File& one = file(of);
            one.cached.clear();
            one.platter = one.seen;
            one.is_listed = true;
            if (handle(of).syncs_directory) {
                handle(of).syncs_directory = false;
                disk.sync_directory();
            }
        }
        return SQLITE_OK;
    }

    static int size(sqlite3_file* of, sqlite3_int64* bytes) {
        *bytes = static_cast<sqlite3_int64>(file(of).seen.size());
        return SQLITE_OK;
    }

    // What others hold at most.
    static int others(sqlite3_file* of) {
        const int mine = *handle(of).level;
        *handle(of).level = -1;
        const auto& levels = file(of).levels;
        const int most = levels.empty() ? 0 : *std::max_element(levels.begin(), levels.end());
        *handle(of).level = mine;
        return most;
    }

    static int lock(sqlite3_file* of, int level) {
        const int held = others(of);
        const bool busy = (level == SQLITE_LOCK_SHARED && held >= SQLITE_LOCK_PENDING) ||
                          (level == SQLITE_LOCK_RESERVED && held >= SQLITE_LOCK_RESERVED) ||
                          (level == SQLITE_LOCK_EXCLUSIVE && held >= SQLITE_LOCK_SHARED);
        if (busy) {
            return SQLITE_BUSY;
        }
        *handle(of).level = std::max(*handle(of).level, level);
        return SQLITE_OK;
    }

    static int unlock(sqlite3_file* of, int level) {
        *handle(of).level = level;
        return SQLITE_OK;
    }

    static int reserved(sqlite3_file* of, int* is) {
        *is = std::max(others(of), *handle(of).level) >= SQLITE_LOCK_RESERVED ? 1 : 0;
        return SQLITE_OK;
    }

    static int control(sqlite3_file* /*of*/, int /*what*/, void* /*with*/) {
        return SQLITE_NOTFOUND;
    }
    static int sector_size(sqlite3_file* /*of*/) { return static_cast<int>(kSector); }
    static int character(sqlite3_file* /*of*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int shm_map(sqlite3_file* of, int region, int bytes, int extend, void volatile** at) {
        auto& regions = file(of).shared.regions;
        const auto wanted = static_cast<std::size_t>(region);
        *at = nullptr;
        while (regions.size() <= wanted && extend != 0) {
            regions.push_back(std::make_unique<std::string>(static_cast<std::size_t>(bytes), '\0'));
        }
        if (wanted < regions.size()) {
            *at = regions[wanted]->data();
        }
        return SQLITE_OK;
    }

    static int shm_lock(sqlite3_file* of, int first, int count, int flags) {
        SharedMemory& shared = file(of).shared;
        auto& reads = *handle(of).reads;
        const auto begin = static_cast<std::size_t>(first);
        const auto end = begin + static_cast<std::size_t>(count);
        const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
        if ((flags & SQLITE_SHM_UNLOCK) != 0) {
            for (std::size_t i = begin; i < end; ++i) {
                shared.readers.at(i) -= reads.at(i) ? 1 : 0;
                reads.at(i) = false;
                if (shared.writer.at(i) == of) {
                    shared.writer.at(i) = nullptr;
                }
            }
            return SQLITE_OK;
        }
        for (std::size_t i = begin; i < end; ++i) {
            const bool written = shared.writer.at(i) != nullptr && shared.writer.at(i) != of;
            const bool read = shared.readers.at(i) - (reads.at(i) ? 1 : 0) > 0;
            if (written || (exclusive && read)) {
                return SQLITE_BUSY;
            }
        }
        for (std::size_t i = begin; i < end; ++i) {
            if (exclusive) {
                shared.writer.at(i) = of;
            } else if (!reads.at(i)) {
                reads.at(i) = true;
                ++shared.readers.at(i);
            }
        }
        return SQLITE_OK;
    }

    static void shm_barrier(sqlite3_file* /*of*/) {}

    static int shm_unmap(sqlite3_file* of, int /*remove*/) {
        shm_lock(of, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
        return SQLITE_OK;
    }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods all = [] {
            sqlite3_io_methods io{};
            io.iVersion = 2;
            io.xClose = close;
            io.xRead = read;
            io.xWrite = write;
            io.xTruncate = truncate;
            io.xSync = sync;
            io.xFileSize = size;
            io.xLock = lock;
            io.xUnlock = unlock;
            io.xCheckReservedLock = reserved;
            io.xFileControl = control;
            io.xSectorSize = sector_size;
            io.xDeviceCharacteristics = character;
            io.xShmMap = shm_map;
            io.xShmLock = shm_lock;
            io.xShmBarrier = shm_barrier;
            io.xShmUnmap = shm_unmap;
            return io;
        }();
        return &all;
    }

    static int open(
        sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* of, int flags, int* given) {
        PowerCutDisk* disk = disk_of(name);
        if (disk == nullptr) {
            return real()->xOpen(real(), name, of, flags, given);
        }
        of->pMethods = nullptr;
        const auto known = disk->files_.find(name);
        if (disk->dark_ || (known == disk->files_.end() &&
                            ((flags & SQLITE_OPEN_CREATE) == 0 || disk->read_only_))) {
            return SQLITE_CANTOPEN;
        }
        auto& file = disk->files_[name];
        if (!file) {
            file = std::make_shared<PowerCutDisk::File>();
            file->levels.reserve(kMostOpen);
        }
        // The levels of those who have closed it stay as -1, so that no address ever moves.
        assert(file->levels.size() < kMostOpen);
        file->levels.push_back(0);
        Handle& one = handle(of);
        one.disk = disk;
        one.file = new std::shared_ptr<PowerCutDisk::File>(file);
        one.level = &file->levels.back();
        one.reads = new std::array<bool, kSharedLocks>{};
        one.syncs_directory = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
        of->pMethods = methods();
        if (given != nullptr) {
            *given = flags;
        }
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* /*vfs*/, const char* name, int sync_directory) {
        PowerCutDisk* disk = disk_of(name);
        if (disk == nullptr) {
            return real()->xDelete(real(), name, sync_directory);
        }
        if (disk->read_only_ || disk->goes_dark()) {
            return SQLITE_IOERR_DELETE;
        }
        const auto file = disk->files_.find(name);
        if (file == disk->files_.end()) {
            return SQLITE_IOERR_DELETE_NOENT;
        }
        disk->deleted_[name] = file->second;
        disk->files_.erase(file);
        if (sync_directory != 0 && !disk->lies_) {
            disk->sync_directory();
        }
        return SQLITE_OK;
    }

    static int access(sqlite3_vfs* /*vfs*/, const char* name, int flags, int* is) {
        const PowerCutDisk* disk = disk_of(name);
        if (disk == nullptr) {
            return real()->xAccess(real(), name, flags, is);
        }
        const auto file = disk->files_.find(name);
        // As the unix VFS does it: an empty file does not count as being there.
        *is = file != disk->files_.end() && !file->second->seen.empty() ? 1 : 0;
        return SQLITE_OK;
    }

    static int full_path(sqlite3_vfs* /*vfs*/, const char* name, int room, char* to) {
        if (disk_of(name) == nullptr) {
            return real()->xFullPathname(real(), name, room, to);
        }
        std::snprintf(to, static_cast<std::size_t>(room), "%s", name);
        return SQLITE_OK;
    }

    // Once in a process, and for good: whoever opens other files does not notice.
    static void install() {
        static sqlite3_vfs vfs = [] {
            real() = sqlite3_vfs_find(nullptr);
            sqlite3_vfs ours = *real();
            ours.zName = "power-cut";
            ours.szOsFile = std::max<int>(ours.szOsFile, sizeof(Handle));
            ours.xOpen = open;
            ours.xDelete = remove;
            ours.xAccess = access;
            ours.xFullPathname = full_path;
            return ours;
        }();
        sqlite3_vfs_register(&vfs, 1);
    }

    static constexpr std::size_t kMostOpen = 10'000;  // Handles on one file between two starts.
};

void PowerCutVfs::mount(const std::string& path, PowerCutDisk& disk) {
    Calls::install();
    Calls::disks()[path] = &disk;
}

void PowerCutVfs::unmount(const std::string& path) {
    Calls::disks().erase(path);
}

}  // namespace hall::test
