; Where things lie: is there room, who may write what, which configuration is taken over.

!macro PutAside name
    ${If} ${FileExists} "$Kept\${name}"
        Rename "$Kept\${name}" "$Kept\${name}.unknown"
        Push "安装以前就有 ${name}，不知道是谁放的，改名为 ${name}.unknown"
        Call Log
    ${EndIf}
!macroend

!macro SetVariable name value
    System::Call 'kernel32::SetEnvironmentVariableW(w "${name}", w "${value}")'
!macroend

; The whole tree must fit into what Windows calls a path: 259 characters for a file, 247 for a folder; and so must the
; versions to come, whose names may be a little longer.
Function CheckRoom
    StrLen $0 "$INSTDIR\versions\${VERSION}.part\......"
    IntOp $1 $0 + ${LONGEST_FILE}
    IntOp $2 $0 + ${LONGEST_FOLDER}
    ${If} $1 > 259
    ${OrIf} $2 > 247
        !insertmacro Stop 4 "安装文件夹的名字太长，里面的文件 Windows 打不开。请换一个短些的。没有装。"
    ${EndIf}
    StrCpy $0 "$INSTDIR"
    ${DoUntil} ${FileExists} "$0\*.*"
        ${GetParent} "$0" $0
        ${If} $0 == ""
            !insertmacro Stop 4 "没有 $INSTDIR 所在的磁盘。没有装。"
        ${EndIf}
    ${Loop}
    System::Call 'kernel32::GetDiskFreeSpaceExW(w "$0\", *l .r1, p 0, p 0) i .r2'
    ${If} $2 <> 0
        System::Int64Op $1 / 1048576
        Pop $1
        ${If} $1 < ${NEEDED_MB}
            !insertmacro Stop 4 "磁盘不够：要 ${NEEDED_MB} MB，只有 $1 MB。请清理以后再装。没有装。"
        ${EndIf}
    ${EndIf}
FunctionEnd

!macro Rights place rights
    nsExec::Exec '"$SYSDIR\icacls.exe" "${place}" ${rights}'
    Pop $0
!macroend

; Stops where a name in $R1 is a link: it might lead the setup, with all its rights, to somebody else's folder.
Function RefuseLink
    System::Call 'kernel32::GetFileAttributesW(w R1) i .R0'
    IntOp $R2 $R0 & 0x400
    ${If} $R0 <> -1
    ${AndIf} $R2 <> 0
        !insertmacro Stop 4 "$R1 是一个链接，不是文件夹。请信息员看看是谁放的，删掉再装。没有装。"
    ${EndIf}
FunctionEnd

!macro RefuseLink place
    StrCpy $R1 "${place}"
    Call RefuseLink
!macroend

; Makes the folder of this PC: administrators write, everybody reads; in data and incoming ordinary users write, too.
Function SecureKept
    !insertmacro RefuseLink "$Kept"
    CreateDirectory "$Kept"
    !insertmacro Rights "$Kept" "/setowner *S-1-5-32-544 /L /Q"
    !insertmacro Rights "$Kept" "/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /L /Q"
    !insertmacro RefuseLink "$Kept\data"
    !insertmacro RefuseLink "$Kept\incoming"
    !insertmacro RefuseLink "$Kept\updates"
    Call DoubtStrangers
    ${IfNot} ${FileExists} "$Kept\data\*.*"
        CreateDirectory "$Kept\data"
        !insertmacro Rights "$Kept\data" "/grant *S-1-5-32-545:(OI)(CI)M /L /Q"
    ${EndIf}
    ${IfNot} ${FileExists} "$Kept\incoming\*.*"
        CreateDirectory "$Kept\incoming"
        !insertmacro Rights "$Kept\incoming" "/grant *S-1-5-32-545:(RX,WD,AD) *S-1-3-0:(OI)(CI)(IO)F /L /Q"
    ${EndIf}
FunctionEnd

; Before the first installation anybody could have laid something here: it is not believed, only put aside.
Function DoubtStrangers
    ReadRegStr $0 HKLM "${KEY}" "Newest"
    ${If} $0 != ""
        Return
    ${EndIf}
    !insertmacro PutAside "yimen.toml"
    !insertmacro PutAside "update-root.json"
    !insertmacro PutAside "code"
    !insertmacro PutAside "updates"
FunctionEnd

; Lets the new program look at the configuration that is to be taken over, in a copy that only administrators can write.
Function CheckConfiguration
    ${If} $Given == ""
    ${AndIfNot} ${FileExists} "$Kept\yimen.toml"
    ${AndIf} ${FileExists} "$EXEDIR\yimen.toml"
        StrCpy $Given "$EXEDIR\yimen.toml"
    ${EndIf}
    ${If} $Given == ""
        Return
    ${EndIf}
    StrCpy $R1 "$Kept\yimen.toml.new"
    System::Call 'kernel32::CopyFileW(w "$Given", w R1, i 0) i .r0'
    ${If} $0 = 0
        !insertmacro Stop 5 "配置文件 $Given 不在，或者读不了。没有装，原来的照旧。"
    ${EndIf}
    !insertmacro SetVariable "YIMEN_CHECKED" "$R1"
    !insertmacro SetVariable "YIMEN_LOG" "$Kept\install.log"
    nsExec::ExecToStack '${PYTHON} check'
    Pop $0
    Pop $1
    ${If} $0 != 0
        !insertmacro Stop 5 "配置文件 $Given 有错，没有采用；程序也没有装，原来的照旧。错在哪里，$Kept\install.log 里写着。"
    ${EndIf}
FunctionEnd

; The checked configuration takes effect, with whom to trust for updates and the code.
Function Adopt
    ${If} $Given != ""
        StrCpy $R1 "$Kept\yimen.toml.new"
        StrCpy $R2 "$Kept\yimen.toml"
        Call Rename
        ${If} $R0 <> 1
            !insertmacro Stop 6 "新版本装好了，但是配置文件 $R2 被别的程序占着，没有换上。请再装一次。"
        ${EndIf}
        ${GetParent} "$Given" $0
        ${If} ${FileExists} "$0\update-root.json"
            System::Call 'kernel32::CopyFileW(w "$0\update-root.json", w "$Kept\update-root.json", i 0)'
        ${EndIf}
        Push "采用配置文件 $Given"
        Call Log
    ${EndIf}
    ${If} $Code != ""
        FileOpen $0 "$Kept\code" w
        FileWrite $0 "$Code$\r$\n"
        FileClose $0
    ${EndIf}
FunctionEnd
