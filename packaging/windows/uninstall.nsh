; Takes the program away. Data, configuration and code stay, unless /PURGE says that they go, too.

Function un.onInit
    !insertmacro Begin
    StrCpy $Part ""
    SetOutPath "$TEMP"
FunctionEnd

; Removes a folder in $R1 by renaming it first: what somebody uses stays whole. $R0 is 1 when it has gone.
Function un.RemoveFolder
    StrCpy $R2 "$R1.gone"
    RMDir /r "$R2"
    Call un.Rename
    ${If} $R0 = 1
        RMDir /r "$R2"
    ${EndIf}
FunctionEnd

Section Uninstall
    ${If} ${FileExists} "$INSTDIR\versions\*.*"
        StrCpy $R1 "$INSTDIR\versions"
        Call un.RemoveFolder
        ${If} $R0 <> 1
            !insertmacro Stop 6 "一门正在用。请先关掉，再卸载。什么也没有动。"
        ${EndIf}
    ${EndIf}
    RMDir /r "$INSTDIR\versions.gone"
    nsExec::Exec '"$SYSDIR\schtasks.exe" /delete /f /tn "${TASK_NAME}"'
    Pop $0
    Delete "$SMPROGRAMS\一门.lnk"
    Delete "$INSTDIR\yimen.exe"
    Delete "$INSTDIR\yimen-cli.exe"
    Delete "$INSTDIR\*.new"
    Delete /REBOOTOK "$INSTDIR\*.old"
    Delete "$INSTDIR\yimen-update.cmd"
    RMDir /r "$INSTDIR\fonts"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    DeleteRegKey HKLM "${ENTRY}"
    DeleteRegValue HKLM "${KEY}" "Folder"
    Push "卸载了"
    Call un.Log
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/PURGE" $1
    ${IfNot} ${Errors}
        Call un.Purge
    ${EndIf}
    SetErrorLevel 0
SectionEnd

; rmdir does not follow links out of the folder, in which ordinary users write.
Function un.Purge
    DeleteRegKey HKLM "${KEY}"
    SetShellVarContext current
    Delete "$LOCALAPPDATA\Yimen\starts"
    RMDir "$LOCALAPPDATA\Yimen"
    SetShellVarContext all
    System::Call 'kernel32::SetEnvironmentVariableW(w "YIMEN_KEPT", w "$Kept")'
    nsExec::Exec '"$SYSDIR\cmd.exe" /d /v:off /c rmdir /s /q "%YIMEN_KEPT%"'
    Pop $0
FunctionEnd
