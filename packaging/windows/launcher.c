/* Starts 一门: the newest version that is whole, or the one before where the newest failed twice to come up.
 *
 * Built twice: yimen.exe opens the window and has no console; yimen-cli.exe (CONSOLE defined) is for commands, passes
 * what they read and write and gives their exit code. A version is whole when its release.json is there, which is
 * written last. The count of starts lies in the user's own folder as "VERSION COUNT"; the program takes it away when
 * it is well. What comes after our own name on the command line goes to the program as it is, character by character.
 */
#include <windows.h>
#include <shlobj.h>
#include <stdio.h>
#include <wchar.h>

#define LONGEST 32768
enum { NOT_WHOLE = 4, TOO_OFTEN = 2, MOST = 9999, PATIENCE_MS = 15000 };

static wchar_t home[LONGEST], tree[LONGEST], line[LONGEST * 2], text[LONGEST];
static wchar_t newest[MAX_PATH], before[MAX_PATH];

/* The user's Python is another one: nothing that is meant for it reaches ours. */
static void clear_pythons(void) {
    wchar_t *all = GetEnvironmentStringsW();
    for (wchar_t *one = all; one && *one; one += wcslen(one) + 1) {
        wchar_t *end = wcschr(one + 1, L'=');
        if (!end || _wcsnicmp(one, L"PYTHON", 6) || end - one >= MAX_PATH) continue;
        wchar_t name[MAX_PATH];
        wcsncpy(name, one, end - one);
        name[end - one] = 0;
        SetEnvironmentVariableW(name, NULL);
    }
    if (all) FreeEnvironmentStringsW(all);
}

/* Tells whether a folder's name is a version: digits and dots, each part beginning with a digit. */
static int is_version(const wchar_t *name) {
    int at_start = 1;
    for (; *name; name++) {
        if (at_start && !(*name >= L'0' && *name <= L'9')) return 0;
        at_start = *name == L'.';
    }
    return !at_start;
}

/* Gives less than, equal to or more than nothing as `a` is older than, the same as or newer than `b`. */
static int compared(const wchar_t *a, const wchar_t *b) {
    while (*a || *b) {
        unsigned long x = wcstoul(a, NULL, 10), y = wcstoul(b, NULL, 10);
        if (x != y) return x < y ? -1 : 1;
        while (*a && *a++ != L'.') {}
        while (*b && *b++ != L'.') {}
    }
    return 0;
}

static int is_whole(const wchar_t *version) {
    _snwprintf(text, LONGEST - 1, L"%ls\\versions\\%ls\\release.json", home, version);
    DWORD is = GetFileAttributesW(text);
    return is != INVALID_FILE_ATTRIBUTES && !(is & FILE_ATTRIBUTE_DIRECTORY);
}

/* Sets `newest` and `before` to the two newest whole versions. */
static void find_versions(void) {
    WIN32_FIND_DATAW found;
    _snwprintf(text, LONGEST - 1, L"%ls\\versions\\*", home);
    HANDLE search = FindFirstFileW(text, &found);
    if (search == INVALID_HANDLE_VALUE) return;
    do {
        wchar_t *name = found.cFileName;
        if (!(found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) || !is_version(name) || !is_whole(name)) continue;
        if (!*newest || compared(name, newest) > 0) {
            wcscpy(before, newest);
            wcscpy(newest, name);
        } else if (!*before || compared(name, before) > 0) {
            wcscpy(before, name);
        }
    } while (FindNextFileW(search, &found));
    FindClose(search);
}

/* Gives the version to start; a start of the window is counted, and the newest has only so many to come up. */
static const wchar_t *chosen(int is_window) {
    wchar_t folder[MAX_PATH], version[MAX_PATH] = L"";
    int count = 0;
    FILE *file;
    SetEnvironmentVariableW(L"YIMEN_WENT_BACK", NULL);
    if (SHGetFolderPathW(NULL, CSIDL_LOCAL_APPDATA | CSIDL_FLAG_CREATE, NULL, 0, folder) != S_OK) return newest;
    _snwprintf(text, LONGEST - 1, L"%ls\\Yimen", folder);
    CreateDirectoryW(text, NULL);
    wcscat(text, L"\\starts");
    SetEnvironmentVariableW(L"YIMEN_STARTS", text);
    if (!is_window) return newest;
    if ((file = _wfopen(text, L"r"))) {
        if (fwscanf(file, L"%259ls %d", version, &count) != 2 || wcscmp(version, newest)) count = 0;
        if (count < 0 || count > MOST) count = 0;
        fclose(file);
    }
    if (count >= TOO_OFTEN && *before) {
        SetEnvironmentVariableW(L"YIMEN_WENT_BACK", newest);
        return before;
    }
    if ((file = _wfopen(text, L"w"))) {
        fwprintf(file, L"%ls %d\n", newest, count + 1);
        fclose(file);
    }
    return newest;
}

/* Tells the program where the installer put what is this PC's. */
static void name_places(void) {
    static const wchar_t *const places[][2] = {
        {L"YIMEN_CONFIG", L"yimen.toml"}, {L"YIMEN_DATA", L"data"}, {L"YIMEN_CODE_FILE", L"code"}};
    wchar_t folder[MAX_PATH];
    if (SHGetFolderPathW(NULL, CSIDL_COMMON_APPDATA, NULL, 0, folder) != S_OK) return;
    for (int i = 0; i < 3; i++) {
        _snwprintf(text, LONGEST - 1, L"%ls\\Yimen\\%ls", folder, places[i][1]);
        SetEnvironmentVariableW(places[i][0], text);
    }
}

/* Gives the command line after our own name. */
static const wchar_t *words(void) {
    const wchar_t *rest = GetCommandLineW();
    int is_quoted = 0;
    for (; *rest && (is_quoted || (*rest != L' ' && *rest != L'\t')); rest++)
        if (*rest == L'"') is_quoted = !is_quoted;
    while (*rest == L' ' || *rest == L'\t') rest++;
    return rest;
}

/* Tells whether these words open the window: none, or only the folder of data. */
static int is_window(const wchar_t *rest) {
    int count = 0;
    wchar_t **each = *rest ? CommandLineToArgvW(rest, &count) : NULL;
    int is = count == 0 || (count == 1 && !wcsncmp(each[0], L"--data=", 7)) ||
             (count == 2 && !wcscmp(each[0], L"--data"));
    if (each) LocalFree(each);
    return is;
}

static int failed(const wchar_t *said) {
#ifdef CONSOLE
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, said, wcslen(said), &written, NULL)) {
        static char bytes[1024];
        int many = WideCharToMultiByte(CP_UTF8, 0, said, -1, bytes, sizeof bytes, NULL, NULL);
        if (many > 1) WriteFile(out, bytes, many - 1, &written, NULL);
    }
#else
    MessageBoxW(NULL, said, L"一门", MB_OK | MB_ICONERROR);
#endif
    return NOT_WHOLE;
}

static int run(const wchar_t *version) {
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION started;
    DWORD code = 0;
#ifdef CONSOLE
    const wchar_t *python = L"python.exe";
#else
    const wchar_t *python = L"pythonw.exe";
#endif
    _snwprintf(tree, LONGEST - 1, L"%ls\\versions\\%ls\\python\\%ls", home, version, python);
    /* A Python with a ._pth file does not look at variables: what matters is said on its line, too. */
    _snwprintf(line, LONGEST * 2 - 1, L"\"%ls\" -I -B -X utf8 -m ui.cli %ls", tree, words());
    if (!CreateProcessW(tree, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &started))
        return failed(L"一门没有打开。请关掉杀毒软件的拦截再试一次；还不行，请重新安装。\n");
#ifdef CONSOLE
    SetConsoleCtrlHandler(NULL, TRUE); /* Ctrl C is the command's business; its exit code is ours */
    WaitForSingleObject(started.hProcess, INFINITE);
    GetExitCodeProcess(started.hProcess, &code);
#else
    AllowSetForegroundWindow(started.dwProcessId);
    WaitForInputIdle(started.hProcess, PATIENCE_MS); /* the hand shows that something is coming, until it does */
#endif
    return (int)code;
}

int wmain(void) {
    DWORD many = GetModuleFileNameW(NULL, home, LONGEST);
    wchar_t *last = many && many < LONGEST ? wcsrchr(home, L'\\') : NULL;
    if (last) *last = 0;
    find_versions();
    if (!*newest) return failed(L"一门没有装完整，请重新安装。\n");
    clear_pythons();
    const wchar_t *const set[] = {L"PYTHONNOUSERSITE", L"PYTHONSAFEPATH", L"PYTHONUTF8", L"PYTHONDONTWRITEBYTECODE"};
    for (int i = 0; i < 4; i++) SetEnvironmentVariableW(set[i], L"1");
    name_places();
    return run(chosen(is_window(words())));
}

#ifndef CONSOLE
int WINAPI wWinMain(HINSTANCE self, HINSTANCE earlier, PWSTR said, int show) {
    (void)self, (void)earlier, (void)said, (void)show;
    return wmain();
}
#endif
