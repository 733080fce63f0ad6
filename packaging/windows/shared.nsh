; What the setup and the uninstaller both do: begin, log, stop with a code, rename what somebody may hold for a moment.

!macro Begin
    SetShellVarContext all
    SetRegView 64
    StrCpy $Kept "$APPDATA\Yimen"
    System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Global\YimenSetup") p .r1 ?e'
    Pop $0
    ${If} $0 = 183 ; it was there already
        !insertmacro Stop 4 "另一个一门的安装程序正在运行。等它结束再来。"
    ${EndIf}
!macroend

!macro Stop code sentence
    Push "${sentence}"
    Push "${code}"
    !ifdef __UNINSTALL__
        Call un.Stop
    !else
        Call Stop
    !endif
!macroend

; Gives into `variable` what stands behind a word of the command line, however that is quoted; empty without it.
!macro Option word variable
    StrCpy $R1 "${word}"
    Call FindOption
    StrCpy ${variable} $R0
!macroend

!macro Shared un
; Writes the sentence on the stack as a line of UTF-8 into install.log.
Function ${un}Log
    Exch $0
    Push $1
    Push $2
    Push $3
    Push $4
    System::Call '*(i, i, i, i) p .r1' ; a SYSTEMTIME
    System::Call 'kernel32::GetLocalTime(p r1)'
    System::Call '*$1(&i2 .r2, &i2 .r3, &i2, &i2 .r4)'
    IntFmt $2 "%04d" $2
    IntFmt $3 "%02d" $3
    IntFmt $4 "%02d" $4
    StrCpy $0 "$4 ${VERSION} $0$\r$\n"
    StrCpy $0 "$2-$3-$0"
    System::Call '*$1(&i8, &i2 .r2, &i2 .r3, &i2 .r4)'
    System::Free $1
    IntFmt $2 "%02d" $2
    IntFmt $3 "%02d" $3
    IntFmt $4 "%02d" $4
    StrCpy $1 $0 10
    StrCpy $0 $0 "" 10
    StrCpy $0 "$1 $2:$3:$4$0"
    StrCpy $1 "$Kept\install.log"
    System::Call 'kernel32::CreateFileW(w r1, i 4, i 3, p 0, i 4, i 0x80, p 0) p .r1' ; FILE_APPEND_DATA, OPEN_ALWAYS
    System::Call 'kernel32::WideCharToMultiByte(i 65001, i 0, w r0, i -1, p 0, i 0, p 0, p 0) i .r2'
    System::Alloc $2
    Pop $3
    System::Call 'kernel32::WideCharToMultiByte(i 65001, i 0, w r0, i -1, p r3, i r2, p 0, p 0)'
    IntOp $2 $2 - 1
    System::Call 'kernel32::WriteFile(p r1, p r3, i r2, *i .r4, p 0)'
    System::Free $3
    System::Call 'kernel32::CloseHandle(p r1)'
    Pop $4
    Pop $3
    Pop $2
    Pop $1
    Pop $0
FunctionEnd

; Ends with the code and the sentence on the stack; nothing half is left.
Function ${un}Stop
    Pop $R8
    Pop $R9
    Push $R9
    Call ${un}Log
    ${IfNot} ${Silent}
        MessageBox MB_OK|MB_ICONSTOP "$R9"
    ${EndIf}
    Call ${un}RemovePart
    SetErrorLevel $R8
    Quit
FunctionEnd

; Renames $R1 to $R2, over a file of that name; an antivirus program lets go after a while. $R0 is 1 when it is done.
Function ${un}Rename
    StrCpy $R3 0
    ${Do}
        System::Call 'kernel32::MoveFileExW(w R1, w R2, i 9) i .R0' ; REPLACE_EXISTING, WRITE_THROUGH
        ${If} $R0 <> 0
            StrCpy $R0 1
            ${ExitDo}
        ${EndIf}
        IntOp $R3 $R3 + 1
        ${If} $R3 >= ${TRIES}
            ${ExitDo}
        ${EndIf}
        Sleep 500
    ${Loop}
FunctionEnd

; Removes the half version, and the folders around it where they hold nothing else.
Function ${un}RemovePart
    ${If} $Part == ""
        Return
    ${EndIf}
    SetOutPath "$TEMP"
    RMDir /r "$Part"
    Delete "$Kept\yimen.toml.new"
    RMDir "$INSTDIR\versions"
    RMDir "$INSTDIR"
FunctionEnd
!macroend

!define TRIES 20
!insertmacro Shared ""
!insertmacro Shared "un."

; Gives into $R0 the rest of the word that begins with $R1, or nothing.
Function FindOption
    StrCpy $R0 ""
    StrLen $R2 $R1
    System::Call 'kernel32::GetCommandLineW() p .r0'
    System::Call 'shell32::CommandLineToArgvW(p r0, *i .r1) p .r0'
    StrCpy $2 $0
    ${DoWhile} $1 > 1
        IntPtrOp $2 $2 + 8
        System::Call '*$2(p .r3)'
        System::Call 'kernel32::lstrcpynW(w .r4, p r3, i ${NSIS_MAX_STRLEN})'
        StrCpy $3 $4 $R2
        ${If} $3 == $R1
            StrCpy $R0 $4 "" $R2
        ${EndIf}
        IntOp $1 $1 - 1
    ${Loop}
    System::Call 'kernel32::LocalFree(p r0)'
FunctionEnd
