; Versions lie side by side: refuse to go back, put this one there, register it, remove what is too old.

; Sets $Before to the newest whole version in the folder that is older than $R4 (nothing: any), or to nothing.
Function FindBefore
    StrCpy $Before ""
    FindFirst $R5 $R6 "$INSTDIR\versions\*"
    ${DoUntil} $R6 == ""
        ${If} ${FileExists} "$INSTDIR\versions\$R6\release.json"
            Call IsVersion
            ${If} $R0 = 1
                Call ConsiderBefore
            ${EndIf}
        ${EndIf}
        FindNext $R5 $R6
    ${Loop}
    FindClose $R5
FunctionEnd

; $R0 is 1 where $R6 is a version's name: not of one that is being made or removed.
Function IsVersion
    ${GetFileExt} "$R6" $R7
    StrCpy $R0 1
    ${If} $R7 == "part"
    ${OrIf} $R7 == "gone"
        StrCpy $R0 0
    ${EndIf}
FunctionEnd

Function ConsiderBefore
    StrCpy $R7 1
    ${If} $R4 != ""
        ${VersionCompare} "$R4" "$R6" $R7
    ${EndIf}
    ${If} $R7 = 1
        ${VersionCompare} "$R6" "$Before" $R7
        ${If} $Before == ""
        ${OrIf} $R7 = 1
            StrCpy $Before $R6
        ${EndIf}
    ${EndIf}
FunctionEnd

; What the newest version has written an older one cannot read: no way back by installing.
Function RefuseOlder
    ReadRegStr $0 HKLM "${KEY}" "Newest"
    StrCpy $R4 ""
    Call FindBefore
    ${VersionCompare} "$Before" "$0" $1
    ${If} $0 == ""
    ${OrIf} $1 = 1
        StrCpy $0 $Before
    ${EndIf}
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $0 != ""
    ${AndIf} $1 = 1
        !insertmacro Stop 3 "这台电脑已经用过 $0，资料是新版本的样子，旧的 ${VERSION} 打不开，没有装。请装 $0 或者更新的。"
    ${EndIf}
FunctionEnd

!macro PutProgram name
    StrCpy $R1 "$INSTDIR\${name}.new"
    StrCpy $R2 "$INSTDIR\${name}"
    Call PutProgram
!macroend

; Renames $R1 over $R2; a program that is running can be renamed, though not replaced.
Function PutProgram
    Call Rename
    ${If} $R0 = 1
        Return
    ${EndIf}
    Delete "$R2.old"
    Rename "$R2" "$R2.old"
    Call Rename
    Delete /REBOOTOK "$R2.old"
    ${If} $R0 <> 1
        Rename "$R2.old" "$R2"
        !insertmacro Stop 6 "$R2 被别的程序（多半是杀毒软件）占着，没有装上；原来的版本照旧能用。请过几分钟再装。"
    ${EndIf}
FunctionEnd

Function PutLaunchers
    File "/oname=$INSTDIR\yimen.exe.new" "${LAUNCHERS}/yimen.exe"
    File "/oname=$INSTDIR\yimen-cli.exe.new" "${LAUNCHERS}/yimen-cli.exe"
    WriteUninstaller "$INSTDIR\uninstall.exe.new"
    !insertmacro PutProgram "yimen.exe"
    !insertmacro PutProgram "yimen-cli.exe"
    !insertmacro PutProgram "uninstall.exe"
    !ifdef TASK
        File "/oname=$INSTDIR\yimen-update.cmd.new" "${HERE}/yimen-update.cmd"
        !insertmacro PutProgram "yimen-update.cmd"
    !endif
FunctionEnd

; The rare characters come as a file beside the setup, for desks where such names live; they serve all versions.
Function PutFonts
    ${If} ${FileExists} "$EXEDIR\RareHan.ttf"
        CreateDirectory "$INSTDIR\fonts"
        CopyFiles /SILENT "$EXEDIR\RareHan.ttf" "$INSTDIR\fonts\RareHan.ttf"
    ${EndIf}
FunctionEnd

; The version is there by one renaming, after the disk has all of it.
Function Commit
    Call FlushDisk
    StrCpy $R4 "$INSTDIR\versions\${VERSION}"
    RMDir /r "$R4.gone"
    ${If} ${FileExists} "$R4\*.*"
        StrCpy $R1 "$R4"
        StrCpy $R2 "$R4.gone"
        Call Rename
        ${If} $R0 <> 1
            !insertmacro Stop 6 "这个版本正在用。请关掉一门，再装一次。"
        ${EndIf}
    ${EndIf}
    StrCpy $R1 "$Part"
    StrCpy $R2 "$R4"
    Call Rename
    ${If} $R0 <> 1
        Rename "$R4.gone" "$R4"
        !insertmacro Stop 6 "有别的程序（多半是杀毒软件）占着新文件，没有装上；原来的版本照旧能用。请过几分钟再装，或者让杀毒软件放行一门。"
    ${EndIf}
    StrCpy $Part ""
FunctionEnd

; All that the disk has not written yet it writes now; a file system that cannot be asked goes on by itself.
Function FlushDisk
    StrCpy $0 "$INSTDIR" 2
    StrCpy $0 "\\.\$0"
    System::Call 'kernel32::CreateFileW(w r0, i 0x40000000, i 3, p 0, i 3, i 0, p 0) p .r1' ; GENERIC_WRITE, a disk
    ${If} $1 <> -1
        System::Call 'kernel32::FlushFileBuffers(p r1)'
        System::Call 'kernel32::CloseHandle(p r1)'
    ${EndIf}
FunctionEnd

; Tells Windows what is installed: the menu, the list of programs, the task that installs updates.
Function Register
    WriteRegStr HKLM "${KEY}" "Newest" "${VERSION}"
    WriteRegStr HKLM "${KEY}" "Folder" "$INSTDIR"
    WriteRegStr HKLM "${ENTRY}" "DisplayName" "一门"
    WriteRegStr HKLM "${ENTRY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKLM "${ENTRY}" "DisplayIcon" "$INSTDIR\yimen.exe"
    WriteRegStr HKLM "${ENTRY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKLM "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKLM "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKLM "${ENTRY}" "EstimatedSize" ${INSTALLED_KB}
    WriteRegDWORD HKLM "${ENTRY}" "NoModify" 1
    WriteRegDWORD HKLM "${ENTRY}" "NoRepair" 1
    CreateShortCut "$SMPROGRAMS\一门.lnk" "$INSTDIR\yimen.exe"
    !ifdef TASK
        File "/oname=$PLUGINSDIR\yimen-update.xml" "${TASK}"
        !insertmacro SetVariable "YIMEN_TASK" "$PLUGINSDIR\yimen-update.xml"
        !insertmacro SetVariable "YIMEN_FOLDER" "$INSTDIR"
        nsExec::Exec '"$INSTDIR\versions\${VERSION}\python\python.exe" -I -B -X utf8 "$PLUGINSDIR\on_target.py" task'
        Pop $0
        nsExec::Exec '"$SYSDIR\schtasks.exe" /create /f /tn "${TASK_NAME}" /xml "$PLUGINSDIR\yimen-update.xml"'
        Pop $0
        ${If} $0 != 0
            Push "自动更新的计划任务没有建成（$0）；程序照常能用，更新要手工装。"
            Call Log
        ${EndIf}
    !endif
FunctionEnd

; Leaves this version and the one before; what is in use goes the next time.
Function RemoveOlder
    StrCpy $R4 "${VERSION}"
    Call FindBefore
    FindFirst $R5 $R6 "$INSTDIR\versions\*"
    ${DoUntil} $R6 == ""
        ${If} $R6 != "."
        ${AndIf} $R6 != ".."
        ${AndIf} $R6 != "${VERSION}"
        ${AndIf} $R6 != $Before
            Call RemoveOne
        ${EndIf}
        FindNext $R5 $R6
    ${Loop}
    FindClose $R5
FunctionEnd

Function RemoveOne
    StrCpy $R1 "$INSTDIR\versions\$R6"
    ${GetFileExt} "$R6" $R7
    ${If} $R7 == "gone"
        RMDir /r "$R1"
    ${Else}
        System::Call 'kernel32::MoveFileExW(w R1, w "$R1.gone", i 8) i .R0'
        ${If} $R0 <> 0
            RMDir /r "$R1.gone"
        ${EndIf}
    ${EndIf}
FunctionEnd
